package io.github.dkae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the image makes of the words after its name, where programs say their names and arguments. */
@DisabledOnOs(OS.WINDOWS)
class EntrypointTest {
    private static final Path ENTRYPOINT = Path.of("environment", "entrypoint").toAbsolutePath();
    private static final String ECHO = "printf '%s' \"${0##*/}\"; [ $# -eq 0 ] || printf ' %s' \"$@\"";

    @TempDir
    private Path bin;

    @BeforeEach
    void pretendPrograms() throws IOException {
        for (String name : new String[] {"dkae", "jupyter", "jupyter-notebook", "jupyterhub-singleuser", "ls", "test"}) {
            Scripts.program(bin.resolve(name), ECHO);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "lab                        | dkae lab --ip=0.0.0.0 --no-browser",
        "dkae lab --port=9          | dkae lab --port=9 --ip=0.0.0.0 --no-browser",
        "lab --ip 10.0.0.1          | dkae lab --ip 10.0.0.1 --no-browser",
        "lab --NotebookApp.ip=::    | dkae lab --NotebookApp.ip=:: --no-browser",
        "report --scale smoke       | dkae report --scale smoke",
        "dkae report --out x        | dkae report --out x",
        "test                       | dkae test",
        "help                       | dkae help",
        "--help                     | dkae --help",
        "ls -l                      | ls -l",
        "jupyter notebook --port=9  | jupyter notebook --port=9",
        "jupyterhub-singleuser -y   | jupyterhub-singleuser -y",
    })
    void commandsOfDkaeNeedNoWordBeforeThemAndProgramsRun(String arguments, String expected) throws Exception {
        assertEquals(expected, entered(arguments.split(" ")));
    }

    @Test
    void nothingMeansTheLab() throws Exception {
        assertEquals("dkae lab --ip=0.0.0.0 --no-browser", entered());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "jupyter lab --ip=0.0.0.0        | jupyter-notebook --ip=0.0.0.0",
        "jupyter-lab                     | jupyter-notebook",
        "jupyter lab --ServerApp.token=a --ServerApp.default_url=/lab | jupyter-notebook --NotebookApp.token=a",
        "jupyter-lab --LabApp.default_url=/lab --IdentityProvider.token=a | jupyter-notebook --NotebookApp.token=a",
    })
    void notebookDoesForAMissingLab(String arguments, String expected) throws Exception {
        assertEquals(expected, entered(arguments.split(" ")));
    }

    @Test
    void labRunsWhereItIs() throws Exception {
        Scripts.program(bin.resolve("jupyter-lab"), ECHO);
        assertEquals("jupyter-lab --ServerApp.default_url=/lab",
                entered("jupyter", "lab", "--ServerApp.default_url=/lab"));
    }

    @Test
    void argumentsWithBlanksStayWhole() throws Exception {
        Scripts.program(bin.resolve("dkae"), "printf '%s\\n' $#");
        assertEquals("3\n", entered("report", "--out", "my reports"));
    }

    @Test
    void statusIsTheProgrammes() throws Exception {
        Scripts.program(bin.resolve("ls"), "exit 7");
        assertEquals(7, Scripts.run(ENTRYPOINT, Map.of("PATH", bin.toString()), "ls").status());
    }

    private String entered(String... arguments) throws Exception {
        Scripts.Outcome outcome = Scripts.run(ENTRYPOINT, Map.of("PATH", bin.toString()), arguments);
        assertEquals("", outcome.err());
        assertEquals(0, outcome.status());
        return outcome.out();
    }
}
