package io.github.dkae.cli.kernels;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A file that has a kernel's runnable jar: the jar itself, or a zip such as a release's or a Python wheel.
 *
 * @param file the file
 */
record KernelArchive(Path file) {
    /**
     * The runnable jar of {@code kernel}.
     *
     * @throws IOException when the file is damaged or has no such jar
     */
    byte[] jar(OtherKernel kernel) throws IOException {
        byte[] content = Files.readAllBytes(file);
        if (isJarOf(kernel, content)) {
            return content;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().filter(entry -> entry.getName().endsWith(".jar")).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    byte[] jar = in.readAllBytes();
                    if (isJarOf(kernel, jar)) {
                        return jar;
                    }
                }
            }
        } catch (ZipException e) {
            throw new IOException("it is no jar, zip or wheel: " + e.getMessage(), e);
        }
        throw new IOException("it holds no runnable jar of " + kernel);
    }

    private static boolean isJarOf(OtherKernel kernel, byte[] jar) throws IOException {
        return mainClass(jar).filter(kernel::isStartedBy).isPresent();
    }

    private static Optional<String> mainClass(byte[] jar) throws IOException {
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
            // The manifest is read at once where it comes first; some tools write it behind other entries.
            Manifest manifest = in.getManifest();
            for (ZipEntry entry = in.getNextEntry(); manifest == null && entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals("META-INF/MANIFEST.MF")) {
                    manifest = new Manifest(in);
                }
            }
            return Optional.ofNullable(manifest)
                    .map(found -> found.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS));
        }
    }
}
