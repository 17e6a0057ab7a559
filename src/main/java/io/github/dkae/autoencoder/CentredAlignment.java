package io.github.dkae.autoencoder;

import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Arguments;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One minus the centred kernel alignment: L_c = 1 − ⟨C_c, P_c⟩_F / (‖C_c‖_F·‖P_c‖_F), where K_c = J K J with
 * J = I − 11ᵀ/k centres the samples in feature space.
 *
 * <p>It lies in [0, 1] for positive semi-definite C and P, and ignores what all samples have in common. A batch of one
 * sample centres to zero: its loss is 1, its gradient 0.
 *
 * <p>Source: C. Cortes, M. Mohri, A. Rostamizadeh, <i>Algorithms for Learning Kernels Based on Centered Alignment</i>,
 * JMLR 13, 2012.
 */
public record CentredAlignment() implements CodeLoss {
    @Override
    public String name() {
        return "centred alignment";
    }

    @Override
    public SDVariable express(SameDiff graph, SDVariable codes, SDVariable prior) {
        long samples = prior.getShape()[0];
        SDVariable centring = graph.constant(
                Nd4j.eye(samples).castTo(DataType.DOUBLE).subi(1.0 / samples).castTo(prior.dataType()));
        SDVariable centredCodes = graph.mmul(centring, codes);
        SDVariable kernel = graph.mmul(centredCodes, centredCodes, false, true, false);
        SDVariable centredPrior = graph.mmul(graph.mmul(centring, prior), centring);
        return NormalisedFrobenius.normalise(graph, kernel)
                .mul(NormalisedFrobenius.normalise(graph, centredPrior)).sum().rsub(1.0);
    }

    @Override
    public CodeGradient gradient(int samples, int codeSize) {
        return KernelMatrixGradient.centred(CentredAlignment::differentiate, samples, codeSize);
    }

    private static double differentiate(double[] c, double[] p, int k) {
        centre(p, k);
        double codeNorm = NormalisedFrobenius.norm(c);
        double priorNorm = NormalisedFrobenius.norm(p);
        double inner = 0;
        for (int i = 0; i < c.length; i++) {
            inner += c[i] * p[i];
        }
        double alignment = inner / (codeNorm * priorNorm);
        // Its rows and columns sum to 0, so that centring it again, as the chain rule asks, would change nothing.
        for (int i = 0; i < c.length; i++) {
            c[i] = (alignment * c[i] / codeNorm - p[i] / priorNorm) / codeNorm;
        }
        return 1 - alignment;
    }

    /** K ← J K J for a symmetric K. */
    private static void centre(double[] kernel, int k) {
        double[] means = new double[k];
        double mean = 0;
        for (int i = 0; i < k; i++) {
            double sum = 0;
            for (int j = 0; j < k; j++) {
                sum += kernel[i * k + j];
            }
            means[i] = sum / k;
            mean += means[i] / k;
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                kernel[i * k + j] += mean - means[i] - means[j];
            }
        }
    }

    /** {@inheritDoc} Memory is O(n·Nc): the prior is read in tiles and never held whole. */
    @Override
    public double evaluate(INDArray codes, KernelBlocks prior) {
        INDArray finite = Arguments.samples("codes", codes);
        try (INDArray mean = finite.mean(true, 0); INDArray centred = finite.sub(mean)) {
            return 1 - KernelMoments.of(centred, prior).centredAlignment();
        }
    }
}
