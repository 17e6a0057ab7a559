package io.github.dkae.cli.kernels;

import io.github.dkae.support.FailureText;
import io.github.dkae.support.Text;
import io.github.dkae.support.UnpackLimit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * A file that has a kernel's runnable jar: the jar itself, or a zip such as a release's or a Python wheel.
 *
 * @param file the file
 */
record KernelArchive(Path file) {
    private static final long LARGEST = 256L << 20;
    private static final long LARGEST_MANIFEST = 1L << 20;

    /**
     * The runnable jar of {@code kernel}.
     *
     * @throws IOException when the file is damaged, too large or has no such jar
     */
    byte[] jar(OtherKernel kernel) throws IOException {
        long size = Files.size(file);
        if (size > LARGEST) {
            throw new IOException(Text.format("it has %,d bytes; kernels have at most %,d", size, LARGEST));
        }
        byte[] content = Files.readAllBytes(file);
        if (isJarOf(kernel, content)) {
            return content;
        }
        UnpackLimit limit = UnpackLimit.ofFile(size);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().filter(entry -> entry.getName().endsWith(".jar")).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    byte[] jar = limit.over(in).readAllBytes();
                    if (isJarOf(kernel, jar)) {
                        return jar;
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException("it is no jar, zip or wheel: " + FailureText.of(e), e);
        }
        throw new IOException("it holds no runnable jar of " + kernel);
    }

    private static boolean isJarOf(OtherKernel kernel, byte[] jar) throws IOException {
        UnpackLimit limit = UnpackLimit.ofFile(jar.length);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                InputStream content = limit.over(zip);
                if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    Manifest manifest = new Manifest(UnpackLimit.of(LARGEST_MANIFEST).over(content));
                    String main = manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
                    return main != null && kernel.isStartedBy(main);
                }
                content.transferTo(OutputStream.nullOutputStream());
            }
            return false;
        } catch (IOException | RuntimeException e) {
            throw new IOException("it is damaged: " + FailureText.of(e), e);
        }
    }
}
