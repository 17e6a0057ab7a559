package io.github.dkae.autoencoder;

import io.github.dkae.support.Arguments;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
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
        SDVariable ridges = graph.constant(Nd4j.eye(samples).castTo(prior.dataType()).muli(ridge));
        SDVariable kernel = regularise(graph, graph.mmul(codes, codes, false, true, false), ridges, samples);
        SDVariable ridgedPrior = regularise(graph, prior, ridges, samples);
        SDVariable trace = kernel.mul(graph.linalg().matrixInverse(ridgedPrior)).sum();
        SDVariable determinants = LogDeterminant.of(graph, kernel).sub(LogDeterminant.of(graph, ridgedPrior));
        return trace.sub(determinants).mul(1.0 / samples).sub(1.0);
    }

    private static SDVariable regularise(SameDiff graph, SDVariable kernel, SDVariable ridges, long samples) {
        SDVariable trace = graph.math().diagPart(kernel).sum().add(EPSILON);
        return kernel.mul(graph.math().reciprocal(trace).mul((double) samples)).add(ridges);
    }

    @Override
    public CodeGradient gradient(int samples, int codeSize) {
        return KernelMatrixGradient.of(this::differentiate, samples);
    }

    private double differentiate(double[] c, double[] p, int k) {
        double trace = regularise(c, k);
        regularise(p, k);
        double[] inverse = c.clone();
        double determinants = invert(inverse, k) - invert(p, k);
        double product = 0;
        double along = 0;
        for (int i = 0; i < c.length; i++) {
            double unridged = i % (k + 1) == 0 ? c[i] - ridge : c[i];
            product += c[i] * p[i];
            p[i] = (p[i] - inverse[i]) / k;
            along += p[i] * unridged;
        }
        // ∂L/∂C̃ = (P̃⁻¹ − C̃⁻¹)/k; the normalisation by the trace takes a multiple of the identity away.
        for (int i = 0; i < c.length; i++) {
            c[i] = (p[i] * k - (i % (k + 1) == 0 ? along : 0)) / trace;
        }
        return (product - determinants) / k - 1;
    }

    /** K ← k·K/tr K + ρ·I; returns the trace. */
    private double regularise(double[] kernel, int k) {
        double trace = EPSILON;
        for (int i = 0; i < k; i++) {
            trace += kernel[i * k + i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = kernel[i] * k / trace + (i % (k + 1) == 0 ? ridge : 0);
        }
        return trace;
    }

    /** Replaces a symmetric positive definite matrix by its inverse; returns the logarithm of its determinant. */
    private static double invert(double[] matrix, int k) {
        byte upper = 'U';
        int info = openblas.LAPACKE_dpotrf(openblas.LAPACK_ROW_MAJOR, upper, k, matrix, k);
        if (info != 0) {
            throw new ArithmeticException("a regularised kernel is not positive definite (leading minor " + info
                    + "); the prior is not positive semi-definite, or the ridge is too small for float32");
        }
        double logDeterminant = 0;
        for (int i = 0; i < k; i++) {
            logDeterminant += 2 * Math.log(matrix[i * k + i]);
        }
        openblas.LAPACKE_dpotri(openblas.LAPACK_ROW_MAJOR, upper, k, matrix, k);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) {
                matrix[i * k + j] = matrix[j * k + i];
            }
        }
        return logDeterminant;
    }
}
