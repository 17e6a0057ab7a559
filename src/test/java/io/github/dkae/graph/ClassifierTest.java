package io.github.dkae.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.data.Dataset;
import io.github.dkae.data.SyntheticDigits;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The example of docs/graph.md: a classifier of digits, trained by a program and by SameDiff's own loop. */
class ClassifierTest {
    private static final int SAMPLES = 50;
    private static final int STEPS = 50;
    private static final Dataset DIGITS = SyntheticDigits.generate(500, 1);

    private static SameDiff classifier() {
        SameDiff graph = SameDiff.create();
        SDVariable images = graph.placeHolder("images", DataType.FLOAT, SAMPLES, 784);
        SDVariable labels = graph.placeHolder("labels", DataType.FLOAT, SAMPLES, 10);
        SDVariable w1 = graph.var("w1", weights(784, 64));
        SDVariable w2 = graph.var("w2", weights(64, 10));
        SDVariable b1 = graph.var("b1", DataType.FLOAT, 64);
        SDVariable b2 = graph.var("b2", DataType.FLOAT, 10);
        SDVariable hidden = graph.nn().tanh(images.mmul(w1).add(b1));
        SDVariable logits = hidden.mmul(w2).add("logits", b2);
        graph.loss().softmaxCrossEntropy("loss", labels, logits, null);
        graph.setLossVariables("loss");
        return graph;
    }

    private static INDArray weights(int rows, int columns) {
        double[] values = new SplittableRandom(rows).doubles((long) rows * columns, -0.1, 0.1).toArray();
        return Nd4j.create(values, new long[] {rows, columns}, 'c').castTo(DataType.FLOAT);
    }

    private static INDArray images(int step) {
        int start = step * SAMPLES % 500;
        // No pixel is quite black: the two forms of Adam differ in ε, which gradients next to nothing would show.
        return DIGITS.features().get(NDArrayIndex.interval(start, start + SAMPLES)).mul(0.9).add(0.1);
    }

    private static INDArray labels(int step) {
        INDArray labels = Nd4j.create(DataType.FLOAT, SAMPLES, 10);
        for (int i = 0; i < SAMPLES; i++) {
            labels.putScalar(i, DIGITS.labels()[(step * SAMPLES + i) % 500], 1);
        }
        return labels;
    }

    @Test
    void weightsAreThoseOfSameDiffsLoop() {
        SameDiff graph = classifier();
        SameDiff other = classifier();
        other.setTrainingConfig(TrainingConfig.builder().updater(new org.nd4j.linalg.learning.config.Adam(0.001))
                .dataSetFeatureMapping("images").dataSetLabelMapping("labels").minimize("loss").build());
        try (FlatVariables parameters = FlatVariables.of(graph);
                Program program = Program.compile(graph, parameters.request(List.of("loss")), Program.Options.defaults());
                Adam adam = new Adam(parameters.values(), parameters.gradient(), Adam.Options.defaults())) {
            double first = 0;
            for (int step = 0; step < STEPS; step++) {
                program.input("images").assign(images(step));
                program.input("labels").assign(labels(step));
                program.run();
                adam.step(0.001);
                first = step == 0 ? program.output("loss").getDouble() : first;
                other.fit(new DataSet(images(step), labels(step)));
            }
            assertTrue(program.output("loss").getDouble() < first / 2, () -> "loss " + program.output("loss"));
            parameters.writeTo(graph);
            for (String name : parameters.variables().keySet()) {
                INDArray weights = graph.getVariable(name).getArr();
                double moved = weights.distance2(classifier().getVariable(name).getArr());
                double apart = weights.distance2(other.getVariable(name).getArr());
                assertEquals(0, apart / moved, 2e-3, name);
            }
        }
    }
}
