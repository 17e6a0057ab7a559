package io.github.dkae.jupyter;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real kernel, driven by Jupyter's own client over ZeroMQ; a Python process between the two takes commands. */
final class KernelBridge implements AutoCloseable {
    /** The second makes short-lived kernels start with half the work. */
    private static final List<String> JAVA_OPTIONS = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-Dorg.bytedeco.javacpp.maxbytes=1g");

    private final Process python;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    /**
     * @param folder      holds the kernel's specification and its output
     * @param environment further variables of the kernel
     */
    KernelBridge(Path folder, Map<String, String> environment) throws IOException {
        writeKernelSpecification(folder);
        ProcessBuilder builder = new ProcessBuilder(python(), "src/test/python/kernel_bridge.py");
        builder.environment().put("JUPYTER_PATH", folder.toString());
        builder.environment().putAll(environment);
        builder.redirectError(folder.resolve("kernel.log").toFile());
        python = builder.start();
        commands = new BufferedWriter(new OutputStreamWriter(python.getOutputStream(), StandardCharsets.UTF_8));
        answers = new BufferedReader(new InputStreamReader(python.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Jupyter's Python. */
    static String python() {
        String named = System.getenv("DKAE_JUPYTER_PYTHON");
        List<String> candidates = named != null ? List.of(named) : List.of("/usr/bin/python3", "python3");
        for (String candidate : candidates) {
            try {
                Process probe = new ProcessBuilder(candidate, "-c", "import jupyter_client, nbclient, nbconvert")
                        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
                if (probe.waitFor(60, TimeUnit.SECONDS) && probe.exitValue() == 0) {
                    return candidate;
                }
            } catch (IOException e) {
                // Not there: the next one may be.
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("These tests need Jupyter, which none of " + candidates
                + " has. Run environment/dkae setup, or set DKAE_JUPYTER_PYTHON.");
    }

    /** Fills in {@code environment/kernel.json}, below a folder for JUPYTER_PATH. */
    static void writeKernelSpecification(Path folder) throws IOException {
        JsonObject specification = JsonParser.parseString(Files.readString(Path.of("environment/kernel.json")))
                .getAsJsonObject();
        JsonArray arguments = new JsonArray();
        for (JsonElement argument : specification.getAsJsonArray("argv")) {
            switch (argument.getAsString()) {
                case "@JAVA@" -> arguments.add(javaHome().resolve("bin").resolve("java").toString());
                case "@JAVA_OPTIONS@" -> JAVA_OPTIONS.forEach(arguments::add);
                case "@CLASSPATH@" -> arguments.add(classPath());
                default -> arguments.add(argument);
            }
        }
        specification.add("argv", arguments);
        Path kernel = Files.createDirectories(folder.resolve("kernels/java"));
        Files.writeString(kernel.resolve("kernel.json"), specification.toString());
    }

    /** The JDK of the kernel: this one, or that of -Ddkae.kernel.java. */
    static Path javaHome() {
        return Path.of(System.getProperty("dkae.kernel.java", System.getProperty("java.home")));
    }

    /** The kernel's class path, as the launcher has it. */
    static String classPath() {
        return Path.of("target/classes").toAbsolutePath() + File.pathSeparator
                + Path.of("target/lib").toAbsolutePath() + File.separator + "*";
    }

    /** Sends a command and returns its results; fails when the command did. */
    JsonObject call(String command, Map<String, Object> arguments) {
        try {
            JsonObject line = new Gson().toJsonTree(arguments).getAsJsonObject();
            line.addProperty("do", command);
            commands.write(line + "\n");
            commands.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new AssertionError("The client's process has ended during " + command);
            }
            JsonObject result = JsonParser.parseString(answer).getAsJsonObject();
            if (result.has("failure")) {
                throw new AssertionError(result.get("failure").getAsString());
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a kernel and waits until it answers; its process. */
    ProcessHandle start() {
        return ProcessHandle.of(call("start", Map.of()).get("pid").getAsLong()).orElseThrow();
    }

    Cell execute(String code) {
        return new Cell(call("execute", Map.of("code", code)));
    }

    /** Executes a cell and asks it to stop when its standard output holds {@code text}. */
    Cell interrupt(String code, String text, int times) {
        return new Cell(call("execute", Map.of("code", code, "interrupt_when", text, "interrupts", times)));
    }

    JsonObject shutdown() {
        return call("shutdown", Map.of());
    }

    /** The process between the kernel and this one. */
    Process client() {
        return python;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        commands.close();
        if (!python.waitFor(10, TimeUnit.SECONDS)) {
            python.destroyForcibly();
        }
    }

    /** What came of a cell. */
    record Cell(JsonObject json) {
        String status() {
            return json.getAsJsonObject("reply").get("status").getAsString();
        }

        String errorName() {
            return json.getAsJsonObject("reply").get("ename").getAsString();
        }

        String errorValue() {
            return json.getAsJsonObject("reply").get("evalue").getAsString();
        }

        /** The lines that the notebook shows for an error, without colours. */
        List<String> traceback() {
            List<String> lines = new ArrayList<>();
            outputs("error").get(0).getAsJsonArray("traceback")
                    .forEach(line -> lines.add(line.getAsString().replaceAll("\u001b\\[[0-9;]*m", "")));
            return lines;
        }

        String standardOutput() {
            return json.get("stdout").getAsString();
        }

        String standardError() {
            return json.get("stderr").getAsString();
        }

        /** The messages of a type, such as "execute_result", in order. */
        List<JsonObject> outputs(String type) {
            List<JsonObject> outputs = new ArrayList<>();
            for (JsonElement output : json.getAsJsonArray("outputs")) {
                if (output.getAsJsonObject().get("type").getAsString().equals(type)) {
                    outputs.add(output.getAsJsonObject());
                }
            }
            return outputs;
        }

        /** The data of the cell's result, by MIME type. */
        JsonObject result() {
            return outputs("execute_result").get(0).getAsJsonObject("data");
        }

        String text() {
            return result().get("text/plain").getAsString();
        }

        double secondsAfterInterrupt() {
            return json.get("seconds_after_interrupt").getAsDouble();
        }
    }
}
