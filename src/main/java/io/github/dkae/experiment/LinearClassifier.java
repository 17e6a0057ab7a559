package io.github.dkae.experiment;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Logistic regression, one class against the rest, by LIBLINEAR: a convex problem without any randomness.
 *
 * <p>Minimises ½‖w‖² + C·Σ log(1 + exp(−y(wᵀx + b))) with an unpenalised intercept b. Holds a copy of the samples,
 * some 24 bytes for each value that isn't zero.
 *
 * <p>Source: R.-E. Fan et al., <i>LIBLINEAR: a library for large linear classification</i>, Journal of Machine Learning
 * Research 9, 2008.
 */
public final class LinearClassifier {
    static {
        // LIBLINEAR tells of its iterations on standard output.
        Linear.disableDebugOutput();
    }

    private final Model model;

    private LinearClassifier(Model model) {
        this.model = model;
    }

    /**
     * How to fit.
     *
     * @param cost      weight C of the samples' losses against ½‖w‖², positive
     * @param tolerance the solver stops at this fraction of the first gradient's norm, in (0, 1]
     */
    public record Options(double cost, double tolerance) {
        public Options {
            Arguments.positive("cost", cost);
            Arguments.between("tolerance", Arguments.positive("tolerance", tolerance), 0, 1);
        }

        /** C = 1, tolerance 0.001. */
        public static Options defaults() {
            return new Options(1, 1e-3);
        }

        public Options withCost(double value) {
            return new Options(value, tolerance);
        }

        public Options withTolerance(double value) {
            return new Options(cost, value);
        }
    }

    /** Fits to samples {@code x} [n, d] with n class labels; samples of a single class make it predict that class. */
    public static LinearClassifier fit(INDArray x, int[] labels, Options options) {
        INDArray samples = Arguments.samples("x", x);
        Arguments.present("options", options);
        Arguments.between("number of labels", Arguments.present("labels", labels).length, x.rows(), x.rows());
        Problem problem = new Problem();
        problem.bias = 1;
        problem.x = features(samples);
        problem.y = Arrays.stream(labels).asDoubleStream().toArray();
        problem.l = labels.length;
        problem.n = x.columns() + 1;
        Parameter parameter = new Parameter(SolverType.L2R_LR, options.cost(), options.tolerance());
        parameter.setRegularizeBias(false);
        return new LinearClassifier(Linear.train(problem, parameter));
    }

    /** The labels of samples {@code x} [m, d]. */
    public int[] predict(INDArray x) {
        return Arrays.stream(features(Arguments.samples("x", x, model.getNrFeature())))
                .mapToInt(sample -> (int) Linear.predict(model, sample)).toArray();
    }

    @Override
    public String toString() {
        return Text.format("Linear classifier of %d classes by %d features", model.getNrClass(), model.getNrFeature());
    }

    /** LIBLINEAR's samples: from 1 on, without zeros, with the intercept's constant as the last feature. */
    private static Feature[][] features(INDArray x) {
        double[] values = HostArrays.doubles(x);
        int d = x.columns();
        return IntStream.range(0, x.rows()).mapToObj(i -> IntStream.rangeClosed(0, d)
                .filter(j -> j == d || values[i * d + j] != 0)
                .mapToObj(j -> new FeatureNode(j + 1, j == d ? 1 : values[i * d + j])).toArray(Feature[]::new))
                .toArray(Feature[][]::new);
    }
}
