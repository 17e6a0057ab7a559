package io.github.dkae.mixture;

import io.github.dkae.support.HostArrays;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The parameters of all mixtures side by side: means and diagonal covariances in float32, full and tied ones, whose
 * inverses ask for more, in float64.
 */
final class EnsembleParameters {
    private final CovarianceType covarianceType;
    private final int dimensions;
    private final int[] offsets;
    private final double[] weights;
    private final INDArray means;
    private final INDArray covariances;

    /** Room for mixtures of {@code components[m]} components each. */
    EnsembleParameters(CovarianceType covarianceType, int dimensions, int[] components) {
        this(covarianceType, offsets(components), new double[Arrays.stream(components).sum()],
                Nd4j.create(storage(covarianceType), Arrays.stream(components).sum(), dimensions),
                Nd4j.create(storage(covarianceType), covarianceRows(covarianceType, components),
                        covarianceType.length(1, dimensions)));
    }

    /** Parameters read from a file. */
    EnsembleParameters(CovarianceType covarianceType, int[] offsets, double[] weights, INDArray means,
            INDArray covariances) {
        this.covarianceType = covarianceType;
        this.dimensions = means.columns();
        this.offsets = offsets;
        this.weights = weights;
        this.means = means;
        this.covariances = covariances;
    }

    static int[] offsets(int[] components) {
        int[] offsets = new int[components.length + 1];
        for (int m = 0; m < components.length; m++) {
            offsets[m + 1] = offsets[m] + components[m];
        }
        return offsets;
    }

    void put(int mixture, MixtureParameters fitted) {
        int from = offsets[mixture];
        int q = fitted.components();
        System.arraycopy(fitted.weightValues(), 0, weights, from, q);
        put(rows(means, from, q), fitted.meanValues());
        int rows = fitted.covarianceValues().length / covariances.columns();
        put(rows(covariances, firstCovariance(mixture), rows), fitted.covarianceValues());
    }

    private static void put(INDArray target, double[] values) {
        if (target.dataType() == DataType.FLOAT) {
            HostArrays.buffer(target).put(HostArrays.rounded(values));
            return;
        }
        try (INDArray source = HostArrays.matrix(values, target.rows(), target.columns())) {
            target.assign(source);
        }
    }

    MixtureParameters mixture(int mixture) {
        int from = offsets[mixture];
        int q = offsets[mixture + 1] - from;
        int rows = covarianceType == CovarianceType.TIED ? 1 : q;
        return new MixtureParameters(covarianceType, Arrays.copyOfRange(weights, from, from + q),
                HostArrays.doubles(rows(means, from, q)),
                HostArrays.doubles(rows(covariances, firstCovariance(mixture), rows)));
    }

    /** The parameters of some of the mixtures, in the order given. */
    EnsembleParameters select(int[] mixtures) {
        EnsembleParameters selected = new EnsembleParameters(covarianceType, dimensions,
                Arrays.stream(mixtures).map(m -> offsets[m + 1] - offsets[m]).toArray());
        for (int i = 0; i < mixtures.length; i++) {
            selected.put(i, mixture(mixtures[i]));
        }
        return selected;
    }

    CovarianceType covarianceType() {
        return covarianceType;
    }

    int dimensions() {
        return dimensions;
    }

    int mixtures() {
        return offsets.length - 1;
    }

    /** Components of all mixtures together. */
    int components() {
        return offsets[mixtures()];
    }

    /** Where the components of a mixture begin; at the number of mixtures, the number of components in all. */
    int offset(int mixture) {
        return offsets[mixture];
    }

    /** The mean of all means [d]. */
    double[] centre() {
        try (INDArray mean = means.mean(0)) {
            return HostArrays.doubles(mean);
        }
    }

    double[] weights() {
        return weights;
    }

    INDArray means() {
        return means;
    }

    INDArray covariances() {
        return covariances;
    }

    private int firstCovariance(int mixture) {
        return covarianceType == CovarianceType.TIED ? mixture : offsets[mixture];
    }

    private static INDArray rows(INDArray array, int from, int count) {
        return array.get(NDArrayIndex.interval(from, from + count), NDArrayIndex.all());
    }

    static DataType storage(CovarianceType type) {
        return type.isDiagonal() ? DataType.FLOAT : DataType.DOUBLE;
    }

    private static int covarianceRows(CovarianceType type, int[] components) {
        return type == CovarianceType.TIED ? components.length : Arrays.stream(components).sum();
    }
}
