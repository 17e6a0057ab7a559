package io.github.dkae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dkae.cli.kernels.OtherKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelSpecificationTest {
    private static final Path ROOT = Path.of("/home/Zoë \"Z\" O'Neil/my @JAVA@ \\ project");
    private static final Path JAVA = Path.of("/opt/jdk 17/bin/java");

    @Test
    void pathsWithSpacesAndQuotesStayWhole() throws IOException {
        JsonObject filled = fill(List.of("-Xmx1g", "-Dname=a \"b\""));
        assertEquals(List.of(JAVA.toString(), "-Xmx1g", "-Dname=a \"b\"", "-cp",
                ROOT + "/target/classes:" + ROOT + "/target/lib/*", "-Djdk.attach.allowAttachSelf=true",
                "-XX:+EnableDynamicAgentLoading", "io.github.dkae.jupyter.NotebookKernel", "{connection_file}"), strings(filled.getAsJsonArray("argv")));
    }

    @Test
    void noOptionsLeaveNoEmptyArgument() throws IOException {
        assertEquals(JAVA.toString(), strings(fill(List.of()).getAsJsonArray("argv")).get(0));
        assertEquals("-cp", strings(fill(List.of()).getAsJsonArray("argv")).get(1));
    }

    @Test
    void everyPlaceholderIsFilledAndTheRestStays() {
        String filled = new KernelSpecification(Path.of("/r"), Path.of("/j"), List.of("-a", "-b")).fill(
                "{\"a\": [\"x\", \"@JAVA_OPTIONS@\", \"@ROOT@/s:@JAVA@\"],"
                        + " \"b\": {\"c\": \"@CLASSPATH@\"}, \"d\": 1, \"e\": true}");
        assertEquals(JsonParser.parseString("{\"a\": [\"x\", \"-a\", \"-b\", \"/r/s:/j\"],"
                + " \"b\": {\"c\": \"/r/target/classes:/r/target/lib/*\"}, \"d\": 1, \"e\": true}"),
                JsonParser.parseString(filled));
    }

    @Test
    void interruptsGoByMessageSinceSignalsWouldEndTheKernel() throws IOException {
        JsonObject filled = fill(List.of());
        assertEquals("message", filled.get("interrupt_mode").getAsString());
        assertEquals("java", filled.get("language").getAsString());
        assertTrue(filled.has("env"));
        assertFalse(filled.getAsJsonObject("env").keySet().isEmpty());
    }

    private static JsonObject fill(List<String> options) throws IOException {
        String template = Files.readString(Path.of("environment", "kernel.json"));
        return JsonParser.parseString(new KernelSpecification(ROOT, JAVA, options).fill(template)).getAsJsonObject();
    }

    private static List<String> strings(JsonArray array) {
        return array.asList().stream().map(element -> element.getAsString()).toList();
    }

    @Test
    void otherKernelsGetTheClassPathInTheirOwnWay() throws IOException {
        String template = Files.readString(Path.of("environment", "kernel.json"));
        KernelSpecification specification = new KernelSpecification(Path.of("/r"), Path.of("/j"), List.of("-Xmx1g"));
        Path jar = Path.of("/k/kernel.jar");
        JsonObject ijava = JsonParser.parseString(specification.fill(template, OtherKernel.IJAVA, jar))
                .getAsJsonObject();
        assertEquals(List.of("/j", "-Xmx1g", "-jar", "/k/kernel.jar", "{connection_file}"),
                strings(ijava.getAsJsonArray("argv")));
        JsonObject variables = fill(List.of()).getAsJsonObject("env");
        variables.addProperty("IJAVA_CLASSPATH", "/r/target/classes:/r/target/lib/*");
        assertEquals(variables, ijava.getAsJsonObject("env"));
        assertEquals("message", ijava.get("interrupt_mode").getAsString());
        JsonObject jjava = JsonParser.parseString(specification.fill(template, OtherKernel.JJAVA, jar))
                .getAsJsonObject();
        assertEquals(List.of("--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED", "-jar"),
                strings(jjava.getAsJsonArray("argv")).subList(2, 5));
        JsonObject rapaio = JsonParser.parseString(specification.fill(template, OtherKernel.RAPAIO, jar))
                .getAsJsonObject();
        assertEquals("/r/target/classes;/r/target/lib/*",
                rapaio.getAsJsonObject("env").get("RJK_CLASSPATH").getAsString());
        assertEquals("Java (rapaio)", rapaio.get("display_name").getAsString());
    }
}
