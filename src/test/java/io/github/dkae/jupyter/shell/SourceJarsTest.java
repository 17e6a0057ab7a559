package io.github.dkae.jupyter.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceJarsTest {
    @TempDir
    Path folder;

    private Path jar(String name, String coordinates) throws IOException {
        Path jar = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("META-INF/maven/g/a/pom.properties"));
            out.write(coordinates.getBytes());
        }
        return jar;
    }

    @Test
    void jarsOfSourcesAreBesideOrInTheRepository() throws IOException {
        Path beside = jar("here-1.jar", "");
        Path sources = Files.createFile(folder.resolve("here-1-sources.jar"));
        Path known = jar("there.jar", "groupId=org.some\nartifactId=there\nversion=2\n");
        Path repository = folder.resolve("repository");
        Path kept = repository.resolve("org/some/there/2/there-2-sources.jar");
        Files.createDirectories(kept.getParent());
        Files.createFile(kept);
        Path without = jar("none.jar", "groupId=org.some\nartifactId=none\nversion=1\n");
        Path damaged = Files.writeString(folder.resolve("damaged.jar"), "no jar");
        String classPath = String.join(File.pathSeparator, folder.toString(), beside.toString(), known.toString(),
                without.toString(), damaged.toString());
        assertEquals(List.of(sources, kept), SourceJars.of(classPath, repository));
        assertEquals(List.of(sources), SourceJars.of(classPath, folder.resolve("no repository")));
    }
}
