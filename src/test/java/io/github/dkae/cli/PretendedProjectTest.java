package io.github.dkae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher's set-up and its lab, in a project with a pretended JDK, Maven and Jupyter that tell what they hear. */
@EnabledOnOs(OS.LINUX)
class PretendedProjectTest {
    private static final String JUPYTER = """
            case "$1" in
                -c) echo %s ;;
                -m) pwd; shift; printf '%%s\\n' "$@" "JUPYTER_PATH=$JUPYTER_PATH" ;;
            esac""";

    @TempDir
    private Path folder;
    private Path project;
    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void pretendProject() throws IOException {
        project = Files.createDirectory(folder.toRealPath().resolve("a project"));
        Path environment = Files.createDirectory(project.resolve("environment"));
        try (Stream<Path> files = Files.list(Path.of("environment"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Files.copy(file, environment.resolve(file.getFileName()));
            }
        }
        Files.createDirectories(project.resolve("src").resolve("main"));
        Files.createDirectory(project.resolve("notebooks"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Path jdk = folder.resolve("jdk");
        Scripts.program(jdk.resolve("bin").resolve("javac"), "exit 1");
        // Of the JVM, the set-up asks for the kernel's specification alone: kernel-spec DIR -- OPTION…
        Scripts.program(jdk.resolve("bin").resolve("java"), """
                while [ "$1" != kernel-spec ]; do shift; done
                mkdir -p "$2/kernels/java" && echo "{}" >"$2/kernels/java/kernel.json\"""");
        Files.writeString(Files.createDirectories(jdk.resolve("lib")).resolve("modules"), "");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Path maven = Scripts.program(folder.resolve("mvn"), """
                echo "$*" >>"$(dirname "$0")/maven.txt"
                mkdir -p target/classes target/lib && : >"target/lib/$#.jar\"""");
        variables.put("JAVA_HOME", jdk.toString());
        variables.put("MAVEN", maven.toString());
        variables.put("JUPYTER_PATH", "");
        variables.put("DKAE_JUPYTER_PYTHON",
                Scripts.program(folder.resolve("python"), JUPYTER.formatted("notebook")).toString());
    }

    @Test
    void labOpensTheNotebooksOnThisMachineAloneWithTheJavaKernel() throws Exception {
        List<String> expected = List.of(project.resolve("notebooks").toString(), "notebook",
                "--ip=127.0.0.1", "--MultiKernelManager.default_kernel_name=java", "--no-browser", "a b.ipynb",
                "JUPYTER_PATH=" + project.resolve("target/environment/jupyter"));
        assertEquals(expected, lab("--no-browser", "a b.ipynb"));
        assertTrue(Files.exists(project.resolve("target/environment/jupyter/kernels/java/kernel.json")));
    }

    @Test
    void labIsPreferredToNotebook() throws Exception {
        Scripts.program(folder.resolve("python"), JUPYTER.formatted("jupyterlab"));
        assertEquals("jupyterlab", lab().get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--ip=10.0.0.1", "--ip 10.0.0.1", "--ServerApp.ip=10.0.0.1", "--NotebookApp.ip=10.0.0.1"})
    void addressIsTheUsersToChoose(String option) throws Exception {
        List<String> heard = lab(option.split(" "));
        assertFalse(heard.contains("--ip=127.0.0.1"), heard.toString());
        assertTrue(heard.containsAll(List.of(option.split(" "))), heard.toString());
    }

    @Test
    void anotherOptionThatBeginsLikeTheAddressLeavesItThisMachines() throws Exception {
        assertTrue(lab("--ipython-dir=x").contains("--ip=127.0.0.1"));
    }

    @Test
    void kernelOfNewNotebooksIsTheUsersToChoose() throws Exception {
        List<String> heard = lab("--MappingKernelManager.default_kernel_name=python3");
        assertFalse(heard.contains("--MultiKernelManager.default_kernel_name=java"), heard.toString());
    }

    @Test
    void aTableOfTheUsersIsFoundFromWhereTheyNamedIt() throws Exception {
        Scripts.program(folder.resolve("python"), JUPYTER.formatted("notebook").replace("JUPYTER_PATH", "DKAE_DATA"));
        for (String data : List.of("mnist", "/a/table.csv", "data/in-the-notebooks-folder.csv")) {
            variables.put("DKAE_DATA", data);
            assertTrue(lab().contains("DKAE_DATA=" + data));
        }
        // The scripts are run from the root.
        variables.put("DKAE_DATA", folder.toRealPath().toString().substring(1));
        List<String> heard = lab();
        assertTrue(heard.contains("DKAE_DATA=/" + variables.get("DKAE_DATA")), heard.toString());
    }

    @Test
    void setUpBuildsOnceUntilSourcesChange() throws Exception {
        setUp();
        setUp();
        assertEquals(1, builds().size());
        Files.writeString(project.resolve("src/main/New.java"), "");
        setUp();
        assertEquals(2, builds().size());
    }

    @Test
    void cudaIsBuiltWithItsProfileAndWithoutTheOtherBackendsLibraries() throws Exception {
        setUp();
        variables.put("DKAE_BACKEND", "cuda");
        setUp();
        List<String> builds = builds();
        assertEquals(2, builds.size());
        assertFalse(builds.get(0).contains("-P"), builds.get(0));
        assertTrue(builds.get(1).contains(" -Pcuda "), builds.get(1));
        // The pretended Maven names a library after the number of its arguments.
        try (Stream<Path> libraries = Files.list(project.resolve("target/lib"))) {
            assertEquals(1, libraries.count());
        }
    }

    @Test
    void unknownBackendIsRefusedBeforeAnySetUp() throws Exception {
        variables.put("DKAE_BACKEND", "rocm");
        Scripts.Outcome outcome = launch("setup");
        assertEquals(1, outcome.status());
        assertEquals("dkae: DKAE_BACKEND must be cpu or cuda, but is rocm\n", outcome.err());
        assertFalse(Files.exists(project.resolve("target")));
    }

    private List<String> lab(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("lab"));
        arguments.addAll(List.of(options));
        Scripts.Outcome outcome = launch(arguments.toArray(String[]::new));
        assertEquals(0, outcome.status(), outcome.err());
        // Root alone needs it.
        return outcome.lines().stream().filter(line -> !line.equals("--allow-root")).toList();
    }

    private void setUp() throws Exception {
        Scripts.Outcome outcome = launch("setup");
        assertEquals(0, outcome.status(), outcome.err());
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(folder.resolve("maven.txt"));
    }

    private Scripts.Outcome launch(String... arguments) throws Exception {
        return Scripts.run(project.resolve("environment").resolve("dkae"), variables, arguments);
    }
}
