package io.github.dkae.cli;

import io.github.dkae.support.Text;
import java.util.Properties;
import org.bytedeco.openblas.global.openblas_full;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What ND4J found when it loaded.
 *
 * @param backend "CPU" or "CUDA"
 * @param blas    library of its matrix products and, where it can be asked, its version
 * @param threads threads that it computes with, at least 1
 */
public record Nd4jInformation(String backend, String blas, int threads) {
    private static final int SIZE = 1024;

    /** Loads ND4J, which takes a second or two. */
    public static Nd4jInformation load() {
        OpExecutioner executioner = Nd4j.getExecutioner();
        Properties found = executioner.getEnvironmentInformation();
        String vendor = String.valueOf(found.get("blas.vendor"));
        return new Nd4jInformation(String.valueOf(found.get("backend")),
                vendor.equalsIgnoreCase("OPENBLAS") ? openBlas() : vendor,
                Integer.parseInt(String.valueOf(found.get("omp.threads"))));
    }

    /**
     * Multiplies two matrices of 1024 × 1024 and looks at the result.
     *
     * @return 10⁹ floating point operations a second, best of a few tries
     * @throws IllegalStateException when the result is wrong
     */
    public static double tryProduct() {
        double best = 0;
        // Row i is full of i + 1 and column j of 1 / (j + 1): entry (i, j) of the product is SIZE · (i + 1) / (j + 1).
        try (INDArray ones = Nd4j.ones(SIZE, SIZE); INDArray counts = Nd4j.linspace(1, SIZE, SIZE);
                INDArray left = ones.mulColumnVector(counts); INDArray right = ones.mulRowVector(counts.rdiv(1))) {
            for (int attempt = 0; attempt < 5; attempt++) {
                long start = System.nanoTime();
                try (INDArray product = left.mmul(right)) {
                    best = Math.max(best, 2.0 * SIZE * SIZE * SIZE / (System.nanoTime() - start));
                    double expected = (double) SIZE * (SIZE - 1) / 3;
                    double actual = product.getDouble(SIZE - 2, 2);
                    if (Math.abs(actual - expected) > 1e-4 * expected) {
                        throw new IllegalStateException(Text.format("a matrix product gave %s in place of %s",
                                actual, expected));
                    }
                }
            }
        }
        return best;
    }

    private static String openBlas() {
        // Its full description is a line such as "OpenBLAS 0.3.30 DYNAMIC_ARCH NO_AFFINITY SkylakeX MAX_THREADS=64".
        String[] words = openblas_full.openblas_get_config().getString().split(" ");
        String core = openblas_full.openblas_get_corename().getString();
        return Text.format("%s %s (%s)", words[0], words.length > 1 ? words[1] : "", core);
    }
}
