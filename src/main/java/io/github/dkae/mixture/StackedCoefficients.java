package io.github.dkae.mixture;

import io.github.dkae.support.HostArrays;
import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Coefficients of the log-densities of all components of all mixtures on expanded samples, for every covariance type
 * whose log-densities are linear in these: diagonal, spherical and tied.
 *
 * <p>Responsibilities depend on differences between the components of a mixture alone. So the mean of a mixture's
 * coefficients is taken off them, in float64, before they are rounded: the large common part of the log-densities
 * doesn't use up float32's digits, and columns in which the components of every mixture agree drop out of the product.
 *
 * @param exact   of each component, expansion.width() values
 * @param rounded the same in float32 [components, expansion.width()]
 */
record StackedCoefficients(QuadraticExpansion expansion, double[][] exact, INDArray rounded) {
    static StackedCoefficients of(EnsembleParameters parameters) {
        QuadraticExpansion expansion = expansion(parameters);
        double[][] exact = new double[parameters.components()][];
        IntStream.range(0, parameters.mixtures()).parallel().forEach(m -> {
            double[][] columns = ComponentCoefficients.of(parameters.mixture(m), expansion.centre());
            ComponentCoefficients.centre(columns);
            for (int c = 0; c < columns.length; c++) {
                exact[parameters.offset(m) + c] = selected(columns[c], expansion);
            }
        });
        Math.multiplyExact(exact.length, expansion.width());
        INDArray rounded = Nd4j.createUninitialized(DataType.FLOAT, exact.length, expansion.width());
        FloatBuffer buffer = HostArrays.buffer(rounded);
        for (double[] row : exact) {
            buffer.put(HostArrays.rounded(row));
        }
        return new StackedCoefficients(expansion, exact, rounded);
    }

    /** Leaves out the columns in which the components of every mixture agree. */
    private static QuadraticExpansion expansion(EnsembleParameters parameters) {
        int d = parameters.dimensions();
        BitSet squared = new BitSet(d);
        BitSet linear = new BitSet(d);
        CovarianceType type = parameters.covarianceType();
        if (type == CovarianceType.DIAGONAL) {
            IntStream.range(0, parameters.mixtures()).parallel().mapToObj(parameters::mixture).forEach(mixture -> {
                BitSet variances = differing(mixture.covarianceValues(), d);
                BitSet means = differing(mixture.meanValues(), d);
                synchronized (squared) {
                    squared.or(variances);
                    linear.or(variances);
                    linear.or(means);
                }
            });
        } else {
            squared.set(0, type == CovarianceType.SPHERICAL ? d : 0);
            linear.set(0, d);
        }
        return new QuadraticExpansion(parameters.centre(), squared.stream().toArray(), linear.stream().toArray(),
                type == CovarianceType.SPHERICAL);
    }

    /** The columns of row-major {@code values} [q, d] that hold more than one value. */
    private static BitSet differing(double[] values, int d) {
        BitSet differing = new BitSet(d);
        for (int i = d; i < values.length; i += d) {
            for (int j = 0; j < d; j++) {
                if (values[i + j] != values[j]) {
                    differing.set(j);
                }
            }
        }
        return differing;
    }

    /** The coefficients that meet the expansion's values. */
    private static double[] selected(double[] column, QuadraticExpansion expansion) {
        double[] selected = new double[expansion.width()];
        selected[0] = column[0];
        for (int j = 1; j < expansion.firstLinear(); j++) {
            selected[j] = column[1 + expansion.squared()[j - 1]];
        }
        for (int j = 0; j < expansion.linear().length; j++) {
            selected[expansion.firstLinear() + j] = column[1 + expansion.centre().length + expansion.linear()[j]];
        }
        return selected;
    }
}
