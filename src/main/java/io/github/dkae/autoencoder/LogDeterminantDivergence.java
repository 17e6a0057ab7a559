package io.github.dkae.autoencoder;

import io.github.dkae.support.Arguments;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The log-determinant (Burg) matrix divergence between regularised, trace-normalised kernels, per sample:
 *
 * <pre>L_c = (tr(C̃ P̃⁻¹) − log det(C̃ P̃⁻¹) − k) / k,   K̃ = k·K/tr K + ρ·I</pre>
 *
 * <p>It is zero exactly when C and P are proportional, and unbounded above. The ridge ρ makes it defined for kernels
 * of low rank; the smaller it is, the harder are directions punished that C has and P lacks. O(k³) a batch.
 *
 * <p>Source: B. Kulis, M. Sustik, I. Dhillon, <i>Low-Rank Kernel Learning with Bregman Matrix Divergences</i>, JMLR 10,
 * 2009.
 *
 * @param ridge ρ, positive
 */
public record LogDeterminantDivergence(double ridge) implements CodeLoss {
    static final String PREFIX = "log-determinant divergence, ridge ";

    public LogDeterminantDivergence {
        Arguments.positive("ridge", ridge);
    }

    /** With a ridge of 0.1. */
    public LogDeterminantDivergence() {
        this(0.1);
    }

    @Override
    public String name() {
        return PREFIX + ridge;
    }

    @Override
    public SDVariable express(SameDiff graph, SDVariable codes, SDVariable prior) {
        long samples = prior.getShape()[0];
        SDVariable ridges = graph.constant(Nd4j.eye(samples).castTo(DataType.DOUBLE).muli(ridge));
        // In double precision: inverses and determinants of nearly singular matrices are what the loss is about.
        SDVariable codeKernel = graph.mmul(codes, codes, false, true, false).castTo(DataType.DOUBLE);
        SDVariable kernel = regularise(graph, codeKernel, ridges, samples);
        SDVariable ridgedPrior = regularise(graph, prior.castTo(DataType.DOUBLE), ridges, samples);
        SDVariable trace = kernel.mul(graph.linalg().matrixInverse(ridgedPrior)).sum();
        SDVariable determinants = LogDeterminant.of(graph, kernel).sub(LogDeterminant.of(graph, ridgedPrior));
        return trace.sub(determinants).mul(1.0 / samples).sub(1.0).castTo(codes.dataType());
    }

    private static SDVariable regularise(SameDiff graph, SDVariable kernel, SDVariable ridges, long samples) {
        SDVariable trace = graph.math().diagPart(kernel).sum().add(EPSILON);
        return kernel.mul(graph.math().reciprocal(trace).mul((double) samples)).add(ridges);
    }
}
