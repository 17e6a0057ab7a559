package io.github.dkae.jupyter.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceDocumentationTest {
    private static final List<String> IMPORTS = List.of("java.util.*", "some.where.*");
    private static final String SOURCE = """
            package some.where;
            /** A {@code shape} with <i>area</i>.
             *
             * <p>See {@link java.util.List lists}.
             */
            public final class Shape<T> {
                /** Makes one. */
                public Shape(int size) {}
                /** Grows by {@code factor}.
                 *
                 * @param factor 1 &lt; factor
                 * @return the shape
                 */
                public Shape<T> grow(double factor) { return this; }
                /** Grows by several. */
                public Shape<T> grow(java.util.List<Double> factors, int... more) { return this; }
                public void undocumented() {}
                /** Options.
                 *
                 * @param width in pixels,
                 *              at least 1
                 * @param name  any
                 */
                public record Options(int width, String name) {}
            }
            """;

    @TempDir
    Path folder;
    private SourceDocumentation documentation;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("some/where"));
        Files.writeString(folder.resolve("some/where/Shape.java"), SOURCE);
        documentation = new SourceDocumentation(() -> List.of(folder.resolve("missing"), folder));
    }

    @Test
    void findsTypesMethodsAndConstructors() {
        assertEquals("A shape with area.\n\nSee java.util.List lists.",
                documentation.find("some.where.Shape<T>", IMPORTS));
        assertEquals("Makes one.", documentation.find("Shape<T>(int size)", IMPORTS));
        assertEquals("Grows by factor.\n\n  factor 1 < factor\nreturn the shape",
                documentation.find("Shape<T> some.where.Shape<T>.grow(double factor)", IMPORTS));
        assertEquals("Grows by several.",
                documentation.find("Shape<T> Shape<T>.grow(java.util.List<Double> factors, int... more)", IMPORTS));
    }

    @Test
    void packagesThatAreLeftOutAreTheImportedOnes() {
        assertEquals("", documentation.find("Shape<T>(int size)", List.of("java.util.*", "some.Shape")));
        assertEquals("Makes one.",
                documentation.find("Shape<T>(int size)", List.of("java.util.*", "some.where.Shape")));
    }

    @Test
    void canonicalConstructorOfARecordIsToldByTheRecord() {
        assertTrue(documentation.find("some.where.Shape.Options(int width, String name)", IMPORTS)
                .startsWith("Options.\n\n  width in pixels"));
    }

    @Test
    void findsComponentsOfRecords() {
        assertTrue(documentation.find("int Shape.Options.width()", IMPORTS).matches("in pixels,\\s+at least 1"));
        assertEquals("any", documentation.find("String some.where.Shape.Options.name()", IMPORTS));
    }

    @Test
    void findsNothingForWhatIsNotThere() {
        for (String signature : List.of("void Shape.undocumented()", "Shape Shape.grow(String s)", "Unknown",
                "other.Shape", "int twice(int x)", "x:int", "")) {
            assertEquals("", documentation.find(signature, IMPORTS), signature);
        }
    }

    @Test
    void readsJars() throws IOException {
        Path jar = folder.resolve("sources.jar");
        try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"))) {
            Files.createDirectories(files.getPath("some/where"));
            Files.writeString(files.getPath("some/where/Shape.java"), SOURCE);
        }
        SourceDocumentation inJar = new SourceDocumentation(() -> List.of(jar));
        assertEquals("Makes one.", inJar.find("some.where.Shape(int size)", IMPORTS));
        assertEquals("Makes one.", inJar.find("Shape(int size)", IMPORTS));
    }
}
