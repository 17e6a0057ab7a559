package io.github.dkae.jupyter.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSettingsTest {
    @TempDir
    Path folder;

    @Test
    void classPathHoldsOwnAndMatchingEntries() throws IOException {
        Path own = Files.createDirectory(folder.resolve("classes"));
        Path first = Files.createFile(folder.resolve("lib-1.jar"));
        Path second = Files.createFile(folder.resolve("lib-22.jar"));
        Files.createFile(folder.resolve("lib.txt"));
        KernelSettings settings = KernelSettings.from(Map.of("IJAVA_CLASSPATH", folder + "/lib-*.jar"),
                own + File.pathSeparator + folder.resolve("missing"));
        assertEquals(Set.of(own.toString(), first.toString(), second.toString()), Set.copyOf(settings.classPath()));
    }

    @Test
    void optionsAndStartupCodeAreRead() throws IOException {
        Path script = Files.writeString(folder.resolve("a.jshell"), "int a;");
        KernelSettings settings = KernelSettings.from(Map.of("IJAVA_COMPILER_OPTS", " -deprecation  -Xlint:all ",
                "IJAVA_STARTUP_SCRIPTS_PATH", script.toString(), "IJAVA_STARTUP_SCRIPT", "int b;"), folder.toString());
        assertEquals(List.of("-deprecation", "-Xlint:all"), settings.compilerOptions());
        assertEquals(List.of("int a;", "int b;"), settings.startup());
    }

    @Test
    void startupScriptThatCannotBeReadIsNamed() {
        UncheckedIOException failure = assertThrows(UncheckedIOException.class, () -> KernelSettings.from(
                Map.of("IJAVA_STARTUP_SCRIPTS_PATH", folder.toString()), folder.toString()));
        assertEquals("IJAVA_STARTUP_SCRIPTS_PATH names a file that can't be read: " + folder, failure.getMessage());
    }
}
