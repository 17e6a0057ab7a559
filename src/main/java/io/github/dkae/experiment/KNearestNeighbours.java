package io.github.dkae.experiment;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Classification by the vote of the k nearest samples, by Euclidean distance; O(n·d) for each new sample. */
public final class KNearestNeighbours {
    private final INDArray samples;
    private final int[] labels;
    private final int neighbours;

    private KNearestNeighbours(INDArray samples, int[] labels, int neighbours) {
        this.samples = samples;
        this.labels = labels;
        this.neighbours = neighbours;
    }

    /**
     * Keeps samples.
     *
     * @param x          samples [n, d], referenced where float32 or float64 in c order, which must then not change
     * @param labels     n class labels
     * @param neighbours how many vote, k, in [1, n]
     */
    public static KNearestNeighbours fit(INDArray x, int[] labels, int neighbours) {
        INDArray samples = Arguments.samples("x", x);
        Arguments.between("number of labels", Arguments.present("labels", labels).length, x.rows(), x.rows());
        Arguments.between("neighbours", neighbours, 1, x.rows());
        return new KNearestNeighbours(samples, labels.clone(), neighbours);
    }

    /** The labels of samples {@code x} [m, d]; of several with the most votes, that of the nearest sample. */
    public int[] predict(INDArray x) {
        INDArray unseen = Arguments.samples("x", x, samples.columns(), samples.dataType());
        int n = labels.length;
        // ‖a − b‖² less ‖a‖², which is the same for all candidates b.
        try (INDArray squares = samples.mul(samples); INDArray norms = squares.sum(true, 1).transpose();
                INDArray products = unseen.mmul(samples.transpose()).muli(-2)) {
            double[] distances = HostArrays.doubles(products.addiRowVector(norms));
            return IntStream.range(0, x.rows()).map(i -> vote(IntStream.range(0, n).boxed()
                    .sorted(Comparator.comparingDouble(j -> distances[i * n + j])).limit(neighbours)
                    .mapToInt(j -> labels[j]).toArray())).toArray();
        }
    }

    @Override
    public String toString() {
        return Text.format("%d nearest neighbours among %,d samples of %d features",
                neighbours, labels.length, samples.columns());
    }

    private static int vote(int[] nearest) {
        Map<Integer, Integer> votes = new LinkedHashMap<>();
        Arrays.stream(nearest).forEach(label -> votes.merge(label, 1, Integer::sum));
        int most = votes.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        return votes.entrySet().stream().filter(entry -> entry.getValue() == most).findFirst().orElseThrow().getKey();
    }
}
