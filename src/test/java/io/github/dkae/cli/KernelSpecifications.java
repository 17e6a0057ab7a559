package io.github.dkae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Kernels for tests. */
public final class KernelSpecifications {
    private KernelSpecifications() {}

    /**
     * Writes this checkout's kernel, with little memory and in Arabic, which writes other digits, below {@code folder};
     * returns that, for JUPYTER_PATH.
     */
    public static Path write(Path folder) throws IOException {
        Path kernel = Files.createDirectories(folder.resolve("kernels").resolve("java"));
        KernelSpecification specification = new KernelSpecification(Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                List.of("-Xmx512m", "-Djava.awt.headless=true", "-Dorg.bytedeco.javacpp.maxbytes=1g",
                        "-Duser.language=ar", "-Duser.country=EG"));
        Files.writeString(kernel.resolve("kernel.json"),
                specification.fill(Files.readString(Path.of("environment", "kernel.json"))));
        return folder;
    }
}
