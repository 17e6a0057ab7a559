package io.github.dkae.cli.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.dkae.support.Mutations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelInstallerTest {
    private static final String IJAVA = "io.github.spencerpark.ijava.IJava";

    @TempDir
    Path folder;

    private static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] jar(String mainClass) {
        // The manifest is not the first entry, as in jars of some build tools.
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("some.txt", text("some"));
        entries.put("META-INF/MANIFEST.MF", text("Manifest-Version: 1.0\nMain-Class: " + mainClass + "\n"));
        return zip(entries);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private KernelInstaller installer() {
        return new KernelInstaller(folder.resolve("jupyter"), (kernel, jar) -> kernel + " " + jar);
    }

    private KernelInstaller.Installed install(OtherKernel kernel, byte[] content, String sha256) throws IOException {
        Path file = Files.write(folder.resolve("given"), content);
        return installer().install(kernel, file.toString(), Optional.ofNullable(sha256));
    }

    private List<String> installed() throws IOException {
        Path jupyter = folder.resolve("jupyter");
        if (!Files.exists(jupyter)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(jupyter)) {
            return files.filter(Files::isRegularFile).map(file -> jupyter.relativize(file).toString()).sorted()
                    .toList();
        }
    }

    @Test
    void jarIsTakenAsItIs() throws Exception {
        byte[] jar = jar("org.rapaio.jupyter.kernel.MainApp");
        KernelInstaller.Installed installed = install(OtherKernel.RAPAIO, jar, sha256(jar).toUpperCase());
        assertEquals(sha256(jar), installed.sha256());
        assertEquals(List.of("kernels/rapaio/kernel.json", "kernels/rapaio/rapaio.jar"), installed());
        Path place = folder.resolve("jupyter/kernels/rapaio");
        assertArrayEquals(jar, Files.readAllBytes(place.resolve("rapaio.jar")));
        assertEquals("rapaio " + place.resolve("rapaio.jar"), Files.readString(installed.specification()));
    }

    @Test
    void jarIsTakenOutOfAReleaseAndOutOfAWheel() throws Exception {
        byte[] ijava = jar(IJAVA);
        install(OtherKernel.IJAVA, zip(Map.of("install.py", text("pass"), "java/ijava-1.3.0.jar", ijava)), null);
        assertArrayEquals(ijava, Files.readAllBytes(folder.resolve("jupyter/kernels/ijava/ijava.jar")));
        byte[] jjava = jar("org.dflib.jjava.distro.JJava");
        String data = "jjava-1.0.data/data/share/jupyter/kernels/java/";
        Map<String, byte[]> wheel = new LinkedHashMap<>();
        wheel.put(data + "jjava-launcher.jar", jar("org.dflib.jjava.launcher.LauncherMain"));
        wheel.put(data + "jjava.jar", jjava);
        install(OtherKernel.JJAVA, zip(wheel), null);
        assertArrayEquals(jjava, Files.readAllBytes(folder.resolve("jupyter/kernels/jjava/jjava.jar")));
    }

    @Test
    void whatIsWrongIsRefusedAndNothingIsWritten() {
        byte[] jar = jar(IJAVA);
        IOException other = assertThrows(IOException.class, () -> install(OtherKernel.RAPAIO, jar, null));
        assertTrue(other.getMessage().contains("it holds no runnable jar of rapaio; nothing was"), other.getMessage());
        IOException noZip = assertThrows(IOException.class, () -> install(OtherKernel.IJAVA, text("<html>"), null));
        assertTrue(noZip.getMessage().contains("it is no jar, zip or wheel"), noZip.getMessage());
        String zeros = "0".repeat(64);
        IOException changed = assertThrows(IOException.class, () -> install(OtherKernel.IJAVA, jar, zeros));
        assertTrue(changed.getMessage().contains(sha256OrFail(jar) + ", but should have " + zeros),
                changed.getMessage());
        assertThrows(IllegalArgumentException.class, () -> install(OtherKernel.IJAVA, jar, "12"));
        assertThrows(IllegalArgumentException.class,
                () -> installer().install(OtherKernel.IJAVA, folder.resolve("none").toString(), Optional.empty()));
        assertEquals(List.of(), listed());
    }

    @Test
    void bombsAndChangedArchivesAreRefused() throws Exception {
        byte[] zeros = new byte[50_000_000];
        byte[] manifest = zip(Map.of("META-INF/MANIFEST.MF", zeros));
        for (byte[] bomb : List.of(zip(Map.of("a.jar", zeros)), manifest, zip(Map.of("a.jar", manifest)),
                zip(Map.of("other", zeros)))) {
            assertThrows(IOException.class, () -> install(OtherKernel.IJAVA, bomb, null));
        }
        byte[] wheel = zip(Map.of("install.py", text("pass"), "java/ijava-1.3.0.jar", jar(IJAVA)));
        for (int seed = 0; seed < 500; seed++) {
            byte[] changed = new Mutations(seed).archive(wheel, jar(IJAVA));
            try {
                install(OtherKernel.IJAVA, changed, null);
            } catch (IOException e) {
                assertTrue(e.getMessage().contains("can't take ijava from " + folder.resolve("given")), e.getMessage());
            }
        }
    }

    private static String sha256OrFail(byte[] content) {
        try {
            return sha256(content);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<String> listed() {
        try {
            return installed();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void failureLeavesWhatWasInstalledBefore() throws Exception {
        byte[] jar = jar(IJAVA);
        install(OtherKernel.IJAVA, jar, null);
        assertThrows(IOException.class, () -> install(OtherKernel.IJAVA, text("damaged"), null));
        assertArrayEquals(jar, Files.readAllBytes(folder.resolve("jupyter/kernels/ijava/ijava.jar")));
        assertEquals(List.of("kernels/ijava/ijava.jar", "kernels/ijava/kernel.json"), installed());
    }

    @Test
    void addressIsDownloadedThroughRedirects() throws Exception {
        byte[] jar = jar(IJAVA);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/release", exchange -> {
            exchange.getResponseHeaders().set("Location", "/file");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/file", exchange -> {
            exchange.sendResponseHeaders(200, jar.length);
            exchange.getResponseBody().write(jar);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            IOException missing = assertThrows(IOException.class,
                    () -> installer().install(OtherKernel.IJAVA, address + "/none", Optional.empty()));
            assertTrue(missing.getMessage().endsWith("/none: the server answered 404"), missing.getMessage());
            assertEquals(List.of(), installed());
            assertEquals(sha256(jar), installer().install(OtherKernel.IJAVA, address + "/release", Optional.empty())
                    .sha256());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void refreshWritesTheSpecificationsOfWhatIsInstalled() throws Exception {
        install(OtherKernel.IJAVA, jar(IJAVA), null);
        new KernelInstaller(folder.resolve("jupyter"), (kernel, jar) -> "anew").refresh();
        assertEquals("anew", Files.readString(folder.resolve("jupyter/kernels/ijava/kernel.json")));
        assertEquals(2, installed().size());
    }
}
