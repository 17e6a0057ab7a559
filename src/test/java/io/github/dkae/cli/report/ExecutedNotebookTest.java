package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutedNotebookTest {
    @TempDir
    private Path folder;

    @Test
    void changedCellsAreTold() throws IOException {
        // The first 16 digits of SHA-256, which has test vectors.
        assertEquals("ba7816bf8f01cfea", ExecutedNotebook.hash("abc"));
        ExecutedNotebook notebook = read(
                cell("{'dkae': {'source': 'ba7816bf8f01cfea'}}", "'abc'", ""),
                cell("{'dkae': {'source': 'ba7816bf8f01cfea'}}", "['ab', 'c']", ""),
                cell("{'dkae': {'source': 'ba7816bf8f01cfea'}}", "'abc '", ""),
                cell("{}", "'abc'", ""),
                cell("{}", "' '", ""));
        assertEquals(List.of("cell 3 (c)", "cell 4 (c)"), notebook.changedCells());
    }

    @Test
    void kindsAreThoseOfDataStreamsAndErrors() throws IOException {
        ExecutedNotebook notebook = read(cell("{'tags': ['keep']}", "'x'", """
                {'output_type': 'stream', 'name': 'stderr', 'text': ['a']},
                {'output_type': 'display_data', 'data': {'image/png': 'AA', 'text/plain': 'p'}},
                {'output_type': 'error', 'ename': 'E', 'traceback': ['at']}"""), cell("{}", "'y'", ""));
        assertEquals(List.of(Set.of("stderr", "image/png", "text/plain", "error"), Set.of()), notebook.kinds());
        assertEquals("a\np\nat\n", notebook.cells().get(0).text());
        assertEquals(List.of("keep"), notebook.cells().get(0).tags());
    }

    @Test
    void pathsOfAMachineAreToldAndOthersAreNot() throws IOException {
        ExecutedNotebook notebook = read(
                cell("{}", "'Path.of(\\\"/home/ann/mnist\\\")'", """
                        {'output_type': 'stream', 'name': 'stdout', 'text': 'read C:\\\\data\\\\x, src/tmp/y, a/b, 1/2'},
                        {'output_type': 'display_data', 'data': {'image/png': '+/tmp/AA', 'text/plain': 'in /tmp/x1'}}"""));
        assertEquals(List.of("cell 1 (c): /home/ann/mnist\")", "cell 1 (c): C:\\data\\x,", "cell 1 (c): /tmp/x1"),
                notebook.machinePaths());
    }

    private ExecutedNotebook read(String... cells) throws IOException {
        return ExecutedNotebook.read(Files.writeString(folder.resolve("00-test.ipynb"),
                "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": \"\"}, " + String.join(", ", cells) + "]}"));
    }

    private static String cell(String metadata, String source, String outputs) {
        return "{'cell_type': 'code', 'id': 'c', 'metadata': %s, 'source': %s, 'outputs': [%s]}"
                .formatted(metadata, source, outputs).replace('\'', '"');
    }
}
