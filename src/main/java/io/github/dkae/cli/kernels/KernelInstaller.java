package io.github.dkae.cli.kernels;

import io.github.dkae.support.AtomicFiles;
import io.github.dkae.support.Sha256;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Optional;

/**
 * Puts a kernel's jar and specification below a folder that {@code JUPYTER_PATH} names, and nothing elsewhere.
 *
 * @param folder        that folder
 * @param specification makes the kernel's specification
 */
public record KernelInstaller(Path folder, Specification specification) {
    /** The content of a kernel's {@code kernel.json}. */
    @FunctionalInterface
    public interface Specification {
        String of(OtherKernel kernel, Path jar);
    }

    /**
     * What was installed.
     *
     * @param specification the kernel.json
     * @param sha256        of the file that the jar came from, in lower-case hexadecimal
     */
    public record Installed(Path specification, String sha256) {}

    /**
     * Installs a kernel; what was installed before stays when that fails.
     *
     * @param from   a file or an http(s) address
     * @param sha256 what the file's SHA-256 must be, in hexadecimal, if anything
     * @throws IllegalArgumentException when {@code from} names no file, or {@code sha256} is none
     * @throws IOException              when the file can't be had, has another SHA-256 or isn't that kernel
     */
    public Installed install(OtherKernel kernel, String from, Optional<String> sha256) throws IOException {
        KernelSource source = new KernelSource(from);
        sha256.filter(digits -> !digits.matches("[0-9a-fA-F]{64}")).ifPresent(digits -> {
            throw new IllegalArgumentException("--sha256 must be 64 hexadecimal digits, but was " + digits);
        });
        Path work = Files.createTempDirectory(Files.createDirectories(folder), ".kernel");
        Path file = work.resolve("download");
        try {
            source.copyTo(file);
            String found = Sha256.of(file);
            if (sha256.isPresent() && !sha256.get().equalsIgnoreCase(found)) {
                throw new IOException(Text.format("%s has the SHA-256 %s, but should have %s; nothing was installed",
                        source.place(), found, sha256.get()));
            }
            return new Installed(install(kernel, jar(kernel, source, file)), found);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(work);
        }
    }

    private static byte[] jar(OtherKernel kernel, KernelSource source, Path file) throws IOException {
        try {
            return new KernelArchive(file).jar(kernel);
        } catch (IOException e) {
            throw new IOException(Text.format("can't take %s from %s: %s; nothing was installed", kernel, source.place(),
                    e.getMessage()), e);
        }
    }

    private Path install(OtherKernel kernel, byte[] content) throws IOException {
        Path jar = place(kernel).resolve(kernel + ".jar");
        AtomicFiles.write(jar, out -> out.write(content));
        return specify(kernel, jar);
    }

    /** Writes the specifications of all kernels that are installed anew, for other options or another JDK. */
    public void refresh() throws IOException {
        for (OtherKernel kernel : OtherKernel.values()) {
            Path jar = place(kernel).resolve(kernel + ".jar");
            if (Files.exists(jar)) {
                specify(kernel, jar);
            }
        }
    }

    private Path specify(OtherKernel kernel, Path jar) throws IOException {
        Path target = place(kernel).resolve("kernel.json");
        AtomicFiles.write(target, specification.of(kernel, jar.toAbsolutePath()));
        return target;
    }

    private Path place(OtherKernel kernel) {
        return folder.resolve("kernels").resolve(kernel.toString());
    }
}
