package io.github.dkae.samples;

import static io.github.dkae.samples.Examples.ARCHITECTURE;
import static io.github.dkae.samples.Examples.CODES;
import static io.github.dkae.samples.Examples.COORDINATES;
import static io.github.dkae.samples.Examples.KERNEL;
import static io.github.dkae.samples.Examples.LABELS;
import static io.github.dkae.samples.Examples.M;
import static io.github.dkae.samples.Examples.PARAMETERS;
import static io.github.dkae.samples.Examples.RBF;
import static io.github.dkae.samples.Examples.SAMPLES;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.dkae.autoencoder.TrainingContext;
import io.github.dkae.autoencoder.TrainingOptions;
import io.github.dkae.autoencoder.TrainingStep;
import io.github.dkae.data.Dataset;
import io.github.dkae.experiment.KMeans;
import io.github.dkae.experiment.LinearClassifier;
import io.github.dkae.kernel.FeatureMatrix;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.mixture.CovarianceType;
import io.github.dkae.mixture.GaussianMixtureEnsemble;
import io.github.dkae.spectral.FixedPointPreImage;
import io.github.dkae.spectral.KernelPca;
import io.github.dkae.spectral.Nystroem;
import io.github.dkae.spectral.Pca;
import io.github.dkae.spectral.RidgePreImage;
import io.github.dkae.support.Progress;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** All public methods and constructors of the library's packages that take arrays, found by reflection. */
final class EntryPoints {
    private static final String[] PACKAGES = Stream.of("data", "mixture", "kernel", "autoencoder", "spectral",
            "experiment").map("io.github.dkae."::concat).toArray(String[]::new);

    /** Steps of training are on data that was checked when training began, and what is a result has been computed. */
    private static final Set<Class<?>> UNCHECKED = Set.of(TrainingStep.class,
            FixedPointPreImage.Result.class);

    /** Arrays other than samples [n, d], and numbers other than 2, by class, method and position. */
    private static final Map<String, Object> PARTICULAR = Map.ofEntries(
            Map.entry("KernelCentering.KernelCentering#0", KERNEL.mean(true, 0)),
            Map.entry("KernelCentering.fit#0", KERNEL),
            Map.entry("KernelCentering.apply#0", KERNEL), Map.entry("PrecomputedKernel.of#0", KERNEL),
            Map.entry("KernelAlignment.alignment#0", KERNEL), Map.entry("KernelAlignment.alignment#1", KERNEL.add(0.5)),
            Map.entry("KernelAlignment.codeLoss#0", KERNEL), Map.entry("KernelAlignment.codeLoss#1", KERNEL.add(0.5)),
            Map.entry("FeatureMatrix.times#0", CODES), Map.entry("FeatureMatrix.transposeTimes#0", CODES),
            Map.entry("DeepKernelizedAutoencoder.decode#0", CODES),
            Map.entry("DeepKernelizedAutoencoder.losses#2", 20), Map.entry("Pca.inverseTransform#0", COORDINATES),
            Map.entry("KernelPca.transformPrecomputed#0", KERNEL), Map.entry("KernelPca.fitPrecomputed#0", KERNEL),
            Map.entry("SymmetricOperator.of#0", KERNEL), Map.entry("SymmetricOperator.apply#0", CODES),
            Map.entry("SymmetricEigen.full#0", KERNEL), Map.entry("KernelApproximation.ofRank#0", COORDINATES),
            Map.entry("KernelApproximation.losses#2", new int[] {1, 2}),
            Map.entry("KernelPca.outOfSampleLoss#1", new int[] {1, 2}),
            Map.entry("KernelApproximation.losses#0", COORDINATES), Map.entry("KernelApproximation.losses#1", KERNEL),
            Map.entry("RidgePreImage.fit#0", COORDINATES), Map.entry("RidgePreImage.reconstruct#0", COORDINATES),
            Map.entry("FixedPointPreImage.reconstruct#0", COORDINATES),
            Map.entry("GaussianMixtureEnsemble.responsibilities#1", 0),
            Map.entry("ClassSimilarity.of#0", KERNEL), Map.entry("NearestNeighbour.leaveOneOut#0", KERNEL),
            Map.entry("NearestNeighbour.accuracy#0", KERNEL), Map.entry("MixtureParameters.of#1", PARAMETERS.weights()),
            Map.entry("MixtureParameters.of#2", PARAMETERS.means()),
            Map.entry("MixtureParameters.of#3", PARAMETERS.covariances()));

    /** Arguments of all other types, of which the first that fits is taken. */
    private static final List<Object> ORDINARY = List.of(SAMPLES, 2, 7L, 0.5, "name", LABELS, RBF, RBF.over(SAMPLES),
            Progress.none(), ARCHITECTURE, List.of(Examples.TRAINING), TrainingContext.none(), Examples.DKAE,
            Dataset.of("labelled", SAMPLES.dup(), LABELS), Optional.empty(), CovarianceType.FULL, PARAMETERS,
            Examples.MIXTURE_OPTIONS, Examples.PCK_OPTIONS, Examples.PCK_OPTIONS.mixtures(), Examples.KERNEL_PCA,
            Examples.COMPONENTS, Pca.Options.of(M), Nystroem.Options.defaults().withLandmarks(8),
            RidgePreImage.Options.defaults(), FixedPointPreImage.Options.defaults(), KMeans.Options.of(2),
            LinearClassifier.Options.defaults(), (GaussianMixtureEnsemble.RowConsumer) (row, values) -> { });

    private static final List<Executable> EXECUTABLES = executables();

    private EntryPoints() {}

    /** Every method and constructor, methods once for each example that they can be called on. */
    static List<EntryPoint> all() {
        return EXECUTABLES.stream()
                .flatMap(executable -> Modifier.isStatic(executable.getModifiers()) || !(executable instanceof Method)
                        ? Stream.of(entryPoint(executable, null))
                        : targets((Method) executable).map(target -> entryPoint(executable, target)))
                .toList();
    }

    /** The methods that can be called on {@code target}. */
    static Stream<EntryPoint> on(Object target) {
        return EXECUTABLES.stream().filter(executable -> executable instanceof Method method
                && !Modifier.isStatic(method.getModifiers()) && method.getDeclaringClass().isInstance(target)
                && isFitFor(method, target)).map(executable -> entryPoint(executable, target));
    }

    private static List<Executable> executables() {
        return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(PACKAGES)
                .stream().<Class<?>>map(JavaClass::reflect).filter(EntryPoints::isPublic)
                .filter(type -> !UNCHECKED.contains(type)).flatMap(EntryPoints::executables)
                .sorted(Comparator.comparing(Executable::toString)).toList();
    }

    /** The public types that an object is known by. */
    static Stream<Class<?>> publicTypes(Object object) {
        return Stream.concat(Stream.of(object.getClass()), Arrays.stream(object.getClass().getInterfaces()))
                .filter(EntryPoints::isPublic);
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }

    /** Those declared by a public type, so that each is found once. */
    private static Stream<Executable> executables(Class<?> type) {
        Predicate<Executable> takesArrays = executable -> Modifier.isPublic(executable.getModifiers())
                && !executable.isSynthetic() && Arrays.asList(executable.getParameterTypes()).contains(INDArray.class);
        return Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
                .filter(takesArrays);
    }

    private static Stream<Object> targets(Method method) {
        List<Object> targets = Examples.OBJECTS.stream().filter(method.getDeclaringClass()::isInstance)
                .filter(target -> isFitFor(method, target)).toList();
        if (targets.isEmpty()) {
            throw new AssertionError("Examples.OBJECTS lacks an object to call " + method + " on");
        }
        return targets.stream();
    }

    /** Kernel PCA knows no kernel when fitted on a matrix, and approximates the kernel matrix only when not centred. */
    private static boolean isFitFor(Method method, Object target) {
        return !(target instanceof KernelPca model) || switch (method.getName()) {
            case "outOfSampleLoss" -> !model.centred();
            case "transform", "approximationOf" -> model == Examples.KERNEL_PCA;
            default -> true;
        };
    }

    private static EntryPoint entryPoint(Executable executable, Object target) {
        Class<?>[] types = executable.getParameterTypes();
        return new EntryPoint(executable, target, IntStream.range(0, types.length)
                .mapToObj(i -> argument(executable, target, types[i], i)).toArray());
    }

    private static Object argument(Executable executable, Object target, Class<?> type, int index) {
        if (target instanceof FeatureMatrix features && type == INDArray.class) {
            return Nd4j.linspace(-1, 1, 2L * rows(executable, features), DataType.FLOAT)
                    .reshape(rows(executable, features), 2);
        }
        String owner = executable.getDeclaringClass().getSimpleName();
        String name = executable instanceof Method ? executable.getName() : owner;
        Object particular = PARTICULAR.get("%s.%s#%d".formatted(owner, name, index));
        return particular != null ? particular : ordinary(executable, type);
    }

    private static Object ordinary(Executable executable, Class<?> type) {
        if (type == TrainingOptions.class) {
            boolean withPrior = Arrays.asList(executable.getParameterTypes()).contains(KernelBlocks.class);
            return withPrior ? Examples.TRAINING : Examples.TRAINING.withLambda(0);
        }
        return ORDINARY.stream().filter(MethodType.methodType(type).wrap().returnType()::isInstance).findFirst()
                .orElseThrow(() -> new AssertionError("ORDINARY lacks a %s for %s".formatted(type, executable)));
    }

    private static int rows(Executable executable, FeatureMatrix features) {
        return executable.getName().equals("times") ? features.featureCount() : features.size();
    }
}
