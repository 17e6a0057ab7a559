package io.github.dkae.autoencoder;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The state that every implementation of Adam keeps: both moments and the number of steps. */
abstract class Adam implements Optimizer {
    private final INDArray first;
    private final INDArray second;
    private long steps;

    /** @param parameters flat vector; the moments are as long, of its data type, and 0 at first */
    Adam(INDArray parameters) {
        first = Nd4j.zerosLike(parameters);
        second = Nd4j.zerosLike(parameters);
    }

    /** Begins a step; returns its number t, from 1. */
    final long nextStep() {
        return ++steps;
    }

    @Override
    public final long steps() {
        return steps;
    }

    @Override
    public final INDArray firstMoment() {
        return first;
    }

    @Override
    public final INDArray secondMoment() {
        return second;
    }

    @Override
    public final void restore(long stepsDone, INDArray savedFirst, INDArray savedSecond) {
        steps = stepsDone;
        first.assign(savedFirst);
        second.assign(savedSecond);
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
