package io.github.dkae.benchmark;

import com.google.gson.JsonObject;
import io.github.dkae.kernel.FeatureMatrix;
import io.github.dkae.spectral.SymmetricEigen;
import io.github.dkae.spectral.SymmetricOperator;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Time, accuracy and memory of the leading eigenpairs of a kernel matrix that is never formed.
 *
 * <p>The counterpart elsewhere is scikit-learn's {@code KernelPCA(kernel="precomputed", eigen_solver="randomized")},
 * which works on the whole n×n matrix.
 */
public final class KernelPcaBenchmark {
    /** As many as the paper-scale comparison of approximations needs. */
    public static final int COMPONENTS = 256;
    /** Largest residual ‖K v − λ v‖ / λ₁ to accept. */
    public static final double TOLERANCE = 1e-3;

    private KernelPcaBenchmark() {}

    /** As {@link #run(FeatureMatrix, int, double, Progress)} for {@link #COMPONENTS} and {@link #TOLERANCE}. */
    public static JsonObject run(FeatureMatrix features, Progress progress) {
        return run(features, COMPONENTS, TOLERANCE, progress);
    }

    /**
     * Computes the {@code components} leading eigenpairs of Φ Φᵀ once.
     *
     * @return {@code samples}, {@code features}, {@code components}, {@code seconds} of the computation,
     *         {@code residual}: the largest ‖K v − λ v‖ / λ₁, from products made afresh and not counted in the time,
     *         {@code columnsApplied}: vectors that K was multiplied with, and {@code peakMegabytes}: the most memory
     *         (MiB) that this process has held so far, absent where the system doesn't tell
     */
    public static JsonObject run(FeatureMatrix features, int components, double tolerance, Progress progress) {
        Arguments.present("features", features);
        SymmetricOperator k = SymmetricOperator.of(features);
        SymmetricEigen.Options options = SymmetricEigen.Options.of(components).withTolerance(tolerance);
        long start = System.nanoTime();
        SymmetricEigen eigen = SymmetricEigen.leading(k, options, progress);
        double seconds = (System.nanoTime() - start) / 1e9;

        JsonObject result = new JsonObject();
        result.addProperty("samples", features.size());
        result.addProperty("features", features.featureCount());
        result.addProperty("components", components);
        result.addProperty("seconds", seconds);
        result.addProperty("residual", residual(k, eigen));
        result.addProperty("columnsApplied", eigen.columnsApplied());
        addPeak(result);
        return result;
    }

    private static double residual(SymmetricOperator k, SymmetricEigen eigen) {
        INDArray v = eigen.eigenvectors();
        double[] values = eigen.eigenvalues();
        try (INDArray image = k.apply(v); INDArray row = Nd4j.createFromArray(values).castTo(v.dataType());
                INDArray scaled = v.mulRowVector(row)) {
            image.subi(scaled);
            try (INDArray norms = image.norm2(0)) {
                return norms.maxNumber().doubleValue() / values[0];
            }
        }
    }

    /** Linux keeps the high-water mark of a process's resident memory. */
    private static void addPeak(JsonObject result) {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(status);
            for (String line : lines) {
                if (line.startsWith("VmHWM:")) {
                    result.addProperty("peakMegabytes", Long.parseLong(line.replaceAll("\\D", "")) / 1024.0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + status, e);
        }
    }
}
