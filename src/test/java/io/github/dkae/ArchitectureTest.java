package io.github.dkae;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

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
}
