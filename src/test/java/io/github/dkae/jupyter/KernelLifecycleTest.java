package io.github.dkae.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dkae.jupyter.KernelBridge.Cell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How kernels start and end. */
class KernelLifecycleTest {
    private static final int STARTS = 20;

    @TempDir
    Path folder;

    @Test
    void startsManyTimesWithoutAHangAndLeavesNoProcess() throws Exception {
        try (KernelBridge bridge = new KernelBridge(folder, Map.of())) {
            for (int i = 0; i < STARTS; i++) {
                ProcessHandle process = bridge.start();
                assertEquals("2", bridge.execute("1 + 1").text());
                assertEquals(0, bridge.shutdown().get("exit").getAsInt());
                assertFalse(process.isAlive());
            }
        }
    }

    @Test
    void shutdownEndsARunningCell() throws Exception {
        try (KernelBridge bridge = new KernelBridge(folder, Map.of())) {
            ProcessHandle process = bridge.start();
            bridge.execute("new Thread(() -> { while (true); }).start();");
            bridge.call("submit", Map.of("code", "while (true);"));
            assertEquals(0, bridge.shutdown().get("exit").getAsInt());
            assertFalse(process.isAlive());
        }
    }

    @Test
    void endsWhenItsClientIsKilled() throws Exception {
        try (KernelBridge bridge = new KernelBridge(folder, Map.of())) {
            ProcessHandle process = bridge.start();
            bridge.client().destroyForcibly().waitFor();
            process.onExit().get(20, TimeUnit.SECONDS);
        } catch (IOException e) {
            // The pipe to the killed client can't be closed in order.
        }
    }

    @Test
    void portThatIsTakenEndsTheKernelWithAMessage() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            JsonObject connection = new JsonObject();
            connection.addProperty("transport", "tcp");
            connection.addProperty("ip", "127.0.0.1");
            connection.addProperty("signature_scheme", "hmac-sha256");
            connection.addProperty("key", "key");
            for (String channel : List.of("shell", "control", "iopub", "stdin", "hb")) {
                connection.addProperty(channel + "_port", taken.getLocalPort());
            }
            Path file = Files.writeString(folder.resolve("connection.json"), connection.toString());
            Path log = folder.resolve("kernel.log");
            Process kernel = new ProcessBuilder(KernelBridge.javaHome().resolve("bin/java").toString(), "-cp",
                    KernelBridge.classPath(), NotebookKernel.class.getName(), file.toString())
                    .redirectError(log.toFile()).start();
            assertTrue(kernel.waitFor(60, TimeUnit.SECONDS));
            assertEquals(1, kernel.exitValue());
            assertTrue(Files.readString(log).contains("can't serve " + file), Files.readString(log));
        }
    }

    @Test
    void takesClassPathAndStartupCodeFromIJavasVariables() throws Exception {
        Path source = Files.createDirectories(folder.resolve("source")).resolve("Extra.java");
        Files.writeString(source, """
                package extra;
                public class Extra {
                    public static String hello() { return "hello"; }
                }""");
        Path classes = Files.createDirectories(folder.resolve("extra-1/classes"));
        assertEquals(0, ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), source.toString()));
        Path script = Files.writeString(folder.resolve("start.jshell"), "int fromFile = 1;");
        Map<String, String> environment = Map.of(
                "IJAVA_CLASSPATH", folder + "/extra-*/classes",
                "IJAVA_STARTUP_SCRIPTS_PATH", script.toString(),
                "IJAVA_STARTUP_SCRIPT", "import extra.Extra;");
        try (KernelBridge bridge = new KernelBridge(folder, environment)) {
            bridge.start();
            assertEquals("hello1", bridge.execute("Extra.hello() + fromFile").text());
            bridge.shutdown();
        }
    }

    @Test
    void lackOfMemoryIsToldWithAWayOutAndTheKernelGoesOn() throws Exception {
        try (KernelBridge bridge = new KernelBridge(folder, Map.of())) {
            bridge.start();
            KernelBridge.Cell heap = bridge.execute(
                    "var hog = new ArrayList<byte[]>();\nwhile (true) hog.add(new byte[1 << 20]);");
            assertEquals("OutOfMemoryError", heap.errorName(), String.join("\n", heap.traceback()));
            assertTrue(String.join("\n", heap.traceback()).contains("DKAE_JAVA_OPTIONS=\"-Xmx8g\""),
                    heap.traceback().toString());
            assertEquals("true", bridge.execute("hog.size() > 100").text());
            assertEquals("2", bridge.execute("hog = null;\n1 + 1").text());
            bridge.execute("import org.nd4j.linalg.api.ndarray.INDArray;\nimport org.nd4j.linalg.factory.Nd4j;");
            KernelBridge.Cell arrays = bridge.execute(
                    "var arrays = new ArrayList<INDArray>();\nwhile (true) arrays.add(Nd4j.create(4000, 4000));");
            assertEquals("error", arrays.status());
            assertTrue(String.join("\n", arrays.traceback()).contains("-Dorg.bytedeco.javacpp.maxbytes="),
                    arrays.traceback().toString());
            assertEquals("3.0", bridge.execute(
                    "arrays.forEach(INDArray::close);\nNd4j.ones(3).sumNumber().doubleValue()").text());
        }
    }

    @Test
    void startupCodeThatFailsIsToldInTheNotebook() throws Exception {
        try (KernelBridge bridge = new KernelBridge(folder, Map.of("IJAVA_STARTUP_SCRIPT", "int x = \"text\";"))) {
            bridge.start();
            Cell cell = bridge.execute("1");
            assertEquals("error", cell.status());
            assertTrue(String.join("\n", cell.traceback()).contains("incompatible types"), cell.traceback().toString());
            bridge.shutdown();
        }
    }

    @Test
    void nbconvertExecutesANotebook() throws Exception {
        KernelBridge.writeKernelSpecification(folder);
        Path notebook = Files.writeString(folder.resolve("tiny.ipynb"), """
                {"nbformat": 4, "nbformat_minor": 4,
                 "metadata": {"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}},
                 "cells": [
                  {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [],
                   "source": "import org.nd4j.linalg.factory.Nd4j;\\nvar x = Nd4j.ones(2, 3);"},
                  {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [],
                   "source": "x.mul(2)"}]}""");
        ProcessBuilder builder = new ProcessBuilder(KernelBridge.python(), "-m", "nbconvert", "--execute", "--to",
                "notebook", "--output", "executed.ipynb", notebook.toString());
        builder.environment().put("JUPYTER_PATH", folder.toString());
        Path log = folder.resolve("nbconvert.log");
        Process nbconvert = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertTrue(nbconvert.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, nbconvert.exitValue(), Files.readString(log));
        JsonObject executed = JsonParser.parseString(Files.readString(folder.resolve("executed.ipynb")))
                .getAsJsonObject();
        JsonArray outputs = executed.getAsJsonArray("cells").get(1).getAsJsonObject().getAsJsonArray("outputs");
        String text = outputs.get(0).getAsJsonObject().getAsJsonObject("data").get("text/plain").toString();
        assertTrue(text.contains("float [2, 3], min 2, mean 2, max 2"), text);
    }
}
