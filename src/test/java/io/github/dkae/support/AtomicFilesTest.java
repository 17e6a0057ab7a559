package io.github.dkae.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    private Path folder;

    @Test
    void writesIntoFoldersThatAreNotThereYet() throws IOException {
        Path file = folder.resolve("a/b/c.txt");
        AtomicFiles.write(file, "one");
        AtomicFiles.write(file, "two");
        assertEquals("two", Files.readString(file));
        assertEquals(List.of("c.txt"), names(file.getParent()));
    }

    @Test
    void aFailureKeepsTheOldFileAndLeavesNothingBehind() throws IOException {
        Path file = folder.resolve("model");
        AtomicFiles.write(file, "old");
        IOException failure = assertThrows(IOException.class, () -> AtomicFiles.write(file, out -> {
            out.write(new byte[100_000]);
            throw new IOException("disk full");
        }));
        assertEquals("disk full", failure.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("model"), names(folder));
    }

    @Test
    void othersMayReadWhatTheyMayReadElsewhere() throws IOException {
        Path plain = Files.createFile(folder.resolve("plain"));
        Path file = folder.resolve("atomic");
        AtomicFiles.write(file, "text");
        if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
            assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(file));
        }
        assertEquals("text", Files.readString(file));
    }

    @Test
    void anInterruptDoesNotKeepAFileFromBeingWritten() throws IOException {
        Path file = folder.resolve("checkpoint");
        Thread.currentThread().interrupt();
        AtomicFiles.write(file, "whole");
        assertTrue(Thread.interrupted());
        assertEquals("whole", Files.readString(file));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
