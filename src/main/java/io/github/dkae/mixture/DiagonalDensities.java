package io.github.dkae.mixture;

import java.nio.DoubleBuffer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Log-densities under components with diagonal or spherical covariances, as one product with expanded samples. */
final class DiagonalDensities implements ComponentDensities {
    private final QuadraticExpansion expansion;
    private final INDArray coefficients;

    DiagonalDensities(MixtureParameters mixture) {
        int d = mixture.dimensions();
        int q = mixture.components();
        int[] columns = IntStream.range(0, d).toArray();
        double[] centre = new double[d];
        for (int c = 0; c < q; c++) {
            for (int j = 0; j < d; j++) {
                centre[j] += mixture.weightValues()[c] * mixture.meanValues()[c * d + j];
            }
        }
        boolean spherical = mixture.covarianceType() == CovarianceType.SPHERICAL;
        this.expansion = new QuadraticExpansion(centre, columns, columns, spherical);
        var writer = new StackedParameters(new FitSettings(mixture.covarianceType(), 0, 0, 1), expansion, 1, 0);
        int width = expansion.width();
        this.coefficients = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {width, q}, 'f');
        DoubleBuffer buffer = coefficients.data().asNioDouble();
        double[] column = new double[width];
        for (int c = 0; c < q; c++) {
            writer.toCoefficients(mixture, c, column);
            buffer.put(c * width, column);
        }
    }

    @Override
    public double[] weighted(INDArray x) {
        int q = coefficients.columns();
        double[] result = new double[x.rows() * q];
        try (INDArray expanded = expansion.expand(x);
                INDArray logDensities = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {q, x.rows()}, 'f')) {
            Nd4j.gemm(coefficients, expanded, logDensities, true, true, 1, 0);
            logDensities.data().asNioDouble().get(result);
        }
        return result;
    }

    @Override
    public void close() {
        coefficients.close();
    }
}
