package io.github.dkae.mixture;

import io.github.dkae.linalg.MatrixLibrary;
import io.github.dkae.linalg.OneDnn;
import io.github.dkae.support.HostArrays;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Computes responsibilities in one thread, which needs no other: a group of mixtures at a time, whose log-densities are
 * compared while they are in the cache.
 */
final class ResponsibilityWorker implements AutoCloseable {
    /** Components whose log-densities are held at once; half a megabyte for 256 samples. */
    private static final int GROUP = 512;

    private final StackedCoefficients coefficients;
    private final int[] offsets;
    private final int capacity;
    private final INDArray expanded;
    private final INDArray logDensities;
    private final MatrixLibrary.Products products;
    private final List<Group> groups = new ArrayList<>();

    /** Mixtures [from, to) and the product that computes their log-densities. */
    private record Group(int from, int to, Runnable product) {}

    /**
     * @param offsets  first component of each of the mixtures that are asked for, and where the last ends
     * @param capacity samples at once
     */
    ResponsibilityWorker(StackedCoefficients coefficients, int[] offsets, int capacity, MatrixLibrary library) {
        this.coefficients = coefficients;
        this.offsets = offsets;
        this.capacity = capacity;
        int[] bounds = groups(offsets);
        int most = 0;
        for (int g = 0; g + 1 < bounds.length; g++) {
            most = Math.max(most, offsets[bounds[g + 1]] - offsets[bounds[g]]);
        }
        expanded = Nd4j.create(DataType.FLOAT, capacity, coefficients.expansion().width());
        logDensities = Nd4j.createUninitialized(DataType.FLOAT, most, capacity);
        try (OneDnn.Hold alone = OneDnn.holdTo(1)) {
            products = library.open();
            for (int g = 0; g + 1 < bounds.length; g++) {
                int first = offsets[bounds[g]];
                int end = offsets[bounds[g + 1]];
                Runnable product = products.prepare(rows(coefficients.rounded(), first, end), expanded.transpose(),
                        rows(logDensities, 0, end - first));
                groups.add(new Group(bounds[g], bounds[g + 1], product));
            }
        }
    }

    /** Bounds of groups of mixtures with GROUP components, or single ones with more. */
    private static int[] groups(int[] offsets) {
        int[] bounds = new int[offsets.length];
        int groups = 0;
        for (int m = 1; m < offsets.length; m++) {
            if (offsets[m] - offsets[bounds[groups]] > GROUP && m - 1 > bounds[groups]) {
                bounds[++groups] = m - 1;
            }
        }
        bounds[++groups] = offsets.length - 1;
        return Arrays.copyOf(bounds, groups + 1);
    }

    /** Hands over the responsibilities of rows [from, to) of {@code x} [n, d], to − from ≤ capacity. */
    void responsibilities(INDArray x, int from, int to, GaussianMixtureEnsemble.RowConsumer consumer) {
        double[][] samples = coefficients.expansion().expandRows(rows(x, from, to));
        FloatBuffer target = HostArrays.buffer(expanded);
        SparseRow[] rows = new SparseRow[samples.length];
        for (int i = 0; i < rows.length; i++) {
            target.put(HostArrays.rounded(samples[i]));
            rows[i] = new SparseRow(2 * offsets.length);
        }
        Contest contest = new Contest(coefficients.exact(), samples, rows);
        FloatBuffer source = HostArrays.buffer(logDensities);
        for (Group group : groups) {
            group.product().run();
            for (int m = group.from(); m < group.to(); m++) {
                contest.decide(source, (offsets[m] - offsets[group.from()]) * capacity, capacity, offsets[m],
                        offsets[m + 1] - offsets[m], offsets[m] - offsets[0]);
            }
        }
        for (int i = 0; i < rows.length; i++) {
            consumer.accept(from + i, rows[i]);
        }
    }

    private static INDArray rows(INDArray matrix, int from, int to) {
        return matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
    }

    @Override
    public void close() {
        products.close();
        expanded.close();
        logDensities.close();
    }
}
