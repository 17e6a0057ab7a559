package io.github.dkae;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import io.github.dkae.support.NumberColumns;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tech.tablesaw.api.NumberColumn;

/** Packages depend one way only, from data to experiments, with the notebook kernel and the command line on top. */
@AnalyzeClasses(packages = "io.github.dkae", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule noCycles = slices().matching("io.github.dkae.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule layers = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.github.dkae..")
            .layer("support").definedBy("..dkae.support..")
            .layer("linalg").definedBy("..dkae.linalg..")
            .layer("graph").definedBy("..dkae.graph..")
            .layer("data").definedBy("..dkae.data..")
            .layer("plot").definedBy("..dkae.plot..")
            .layer("mixture").definedBy("..dkae.mixture..")
            .layer("kernel").definedBy("..dkae.kernel..")
            .layer("autoencoder").definedBy("..dkae.autoencoder..")
            .layer("spectral").definedBy("..dkae.spectral..")
            .layer("experiment").definedBy("..dkae.experiment..")
            .layer("benchmark").definedBy("..dkae.benchmark..")
            .layer("jupyter").definedBy("..dkae.jupyter..")
            .layer("cli").definedBy("..dkae.cli..")
            .whereLayer("support").mayNotAccessAnyLayer()
            .whereLayer("linalg").mayOnlyAccessLayers("support")
            .whereLayer("graph").mayOnlyAccessLayers("support", "linalg")
            .whereLayer("data").mayOnlyAccessLayers("support")
            .whereLayer("plot").mayOnlyAccessLayers("support", "data")
            .whereLayer("mixture").mayOnlyAccessLayers("support", "linalg")
            .whereLayer("kernel").mayOnlyAccessLayers("support", "linalg", "mixture")
            .whereLayer("autoencoder").mayOnlyAccessLayers("support", "linalg", "graph", "plot", "kernel")
            .whereLayer("spectral").mayOnlyAccessLayers("support", "linalg", "kernel")
            .whereLayer("experiment").mayOnlyBeAccessedByLayers("benchmark", "jupyter", "cli")
            .whereLayer("benchmark").mayOnlyBeAccessedByLayers("cli")
            .whereLayer("jupyter").mayNotBeAccessedByAnyLayer()
            .whereLayer("cli").mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule randomNumbersComeFromSeededStreams = noClasses().should()
            .dependOnClassesThat().haveFullyQualifiedName("java.util.Random")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
            .orShould().callMethod(Math.class, "random");

    /** What a locale decides would differ from machine to machine: results, the keys of what is kept, messages. */
    @ArchTest
    static final ArchRule textIsTheSameInEveryLocale = noClasses().should().accessTargetWhere(
            DescribedPredicate.describe("the default locale decides", access -> access instanceof JavaCodeUnitAccess<?> code
                    && dependsOnTheLocale(code)));

    /** Tablesaw's columns of numbers are written as the default locale does. */
    @ArchTest
    static final ArchRule numbersInTablesAreTheSameInEveryLocale = noClasses().that().doNotBelongToAnyOf(NumberColumns.class)
            .should().accessTargetWhere(DescribedPredicate.describe("a column of numbers is made",
                    access -> access.getName().equals("create")
                            && access.getTargetOwner().isAssignableTo(NumberColumn.class)));

    /** Whether it takes no locale but has a sibling that does, or never takes one. */
    private static boolean dependsOnTheLocale(JavaCodeUnitAccess<?> call) {
        List<String> types = call.getTarget().getRawParameterTypes().stream().map(JavaClass::getName).toList();
        String name = call.getTarget().getFullName();
        return Stream.of("java.lang.String.formatted(", "java.text.DecimalFormat.<init>(java.lang.String)",
                        "java.text.DecimalFormat.<init>()", "java.text.MessageFormat.format(", "java.util.Scanner.<init>(",
                        "java.util.Locale.getDefault(", "java.text.DateFormat.get").anyMatch(name::startsWith)
                || !types.contains(Locale.class.getName()) && call.getTargetOwner().getAllMembers().stream()
                        .filter(JavaCodeUnit.class::isInstance).map(JavaCodeUnit.class::cast)
                        .filter(sibling -> sibling.getName().equals(call.getName()))
                        .map(sibling -> sibling.getRawParameterTypes().stream().map(JavaClass::getName).toList())
                        .anyMatch(siblings -> siblings.size() == types.size() + 1
                                && siblings.contains(Locale.class.getName()) && siblings.containsAll(types));
    }
}
