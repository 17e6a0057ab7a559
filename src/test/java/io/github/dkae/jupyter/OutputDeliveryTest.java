package io.github.dkae.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.github.dkae.jupyter.KernelBridge.Cell;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Everything that cells show arrives, whoever reads or doesn't. The bridge reads a cell's output up to its idle. */
class OutputDeliveryTest {
    private static final int LONGEST = 500_000;

    @TempDir
    static Path folder;
    static KernelBridge kernel;
    static int port;

    @BeforeAll
    static void start() throws Exception {
        kernel = new KernelBridge(folder, Map.of());
        port = kernel.call("start", Map.of()).get("iopub").getAsInt();
    }

    @AfterAll
    static void stop() throws Exception {
        kernel.close();
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    /** A further client with little room, which reads when told to. */
    private static ZMQ.Socket otherClient(ZMQ.Context context) {
        ZMQ.Socket client = context.socket(SocketType.SUB);
        client.setLinger(0);
        client.setRcvHWM(1);
        client.setReceiveBufferSize(8_192);
        client.setReceiveTimeOut(500);
        client.subscribe(ZMQ.SUBSCRIPTION_ALL);
        client.connect("tcp://127.0.0.1:" + port);
        while (client.recv() == null) {
            kernel.execute("0");
        }
        readAll(client);
        return client;
    }

    /** The text of standard output in all messages, until none has come for a while. */
    private static String readAll(ZMQ.Socket client) {
        StringBuilder text = new StringBuilder();
        for (byte[] part = client.recv(); part != null; part = client.recv()) {
            String content = new String(part, StandardCharsets.UTF_8);
            if (content.startsWith("{\"name\":\"stdout\"")) {
                text.append(JsonParser.parseString(content).getAsJsonObject().get("text").getAsString());
            }
        }
        return text.toString();
    }

    @Test
    void aMillionLinesOnAlternatingStreamsArriveWithinBoundedMemory() {
        kernel.execute("""
                System.gc();
                Runtime jvm = Runtime.getRuntime();
                byte[] ballast = new byte[(int) (jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory()) - (80 << 20)];""");
        Cell cell = kernel.execute("""
                for (int i = 0; i < 500_000; i++) {
                    System.out.println(i);
                    System.err.println(i);
                }""");
        kernel.execute("ballast = null;");
        assertEquals("ok", cell.status());
        String lines = lines(500_000);
        assertTrue(lines.equals(cell.standardOutput()), "standard output is incomplete or out of order");
        assertTrue(lines.equals(cell.standardError()), "standard error is incomplete or out of order");
        assertTrue(cell.outputs("stream").size() < 3_000, cell.outputs("stream").size() + " messages");
    }

    @Test
    void rapidDisplayLosesNothing() {
        Cell cell = kernel.execute("for (int i = 0; i < 3_000; i++) display(i);");
        List<String> shown = cell.outputs("display_data").stream()
                .map(output -> output.getAsJsonObject("data").get("text/plain").getAsString()).toList();
        assertEquals(IntStream.range(0, 3_000).mapToObj(Integer::toString).toList(), shown);
    }

    @Test
    void hugeMessageOfAnExceptionIsShortenedAndTold() {
        Cell cell = kernel.execute("throw new IllegalStateException(\"x\".repeat(100_000_000));");
        assertEquals("IllegalStateException", cell.errorName());
        assertEquals("x".repeat(LONGEST) + "\n… 99,500,000 more characters are left out", cell.errorValue());
        assertTrue(cell.traceback().get(1).endsWith(" more characters are left out"), "the traceback says so, too");
        Cell unprintable = kernel.execute("""
                new Object() {
                    public String toString() { throw new RuntimeException("y".repeat(50_000_000)); }
                }""");
        assertEquals("RuntimeException", unprintable.errorName());
        assertTrue(unprintable.errorValue().endsWith("\n… 49,500,000 more characters are left out"));
        assertEquals("2", kernel.execute("1 + 1").text());
    }

    @Test
    void hugeLineArrivesWhole() {
        String line = kernel.execute("System.out.println(\"z\".repeat(20_000_000));").standardOutput();
        assertEquals(20_000_001, line.length());
        assertTrue(line.endsWith("z\n"));
    }

    @Test
    void clientThatReadsLateHoldsTheCellBackAndMissesNothing() throws Exception {
        ZMQ.Context context = ZMQ.context(1);
        ZMQ.Socket client = otherClient(context);
        Path finished = folder.resolve("finished");
        CompletableFuture<Cell> running = CompletableFuture.supplyAsync(() -> kernel.execute("""
                for (int i = 0; i < 2_000_000; i++) System.out.println(i);
                Files.writeString(Path.of("%s"), "");""".formatted(finished)));
        Thread.sleep(2_000);
        assertFalse(Files.exists(finished), "the cell waits");
        String lines = lines(2_000_000);
        assertTrue(lines.equals(readAll(client)), "the late client's text is incomplete or out of order");
        assertTrue(lines.equals(running.get(30, TimeUnit.SECONDS).standardOutput()));
        client.close();
        context.term();
    }

    @Test
    void clientThatGoesAwayHoldsNobodyUp() throws Exception {
        ZMQ.Context context = ZMQ.context(1);
        ZMQ.Socket client = otherClient(context);
        CompletableFuture<Cell> running = CompletableFuture.supplyAsync(() -> kernel.execute(
                "for (int i = 0; i < 2_000_000; i++) System.out.println(i);"));
        Thread.sleep(1_000);
        client.close();
        context.term();
        assertTrue(lines(2_000_000).equals(running.get(30, TimeUnit.SECONDS).standardOutput()));
    }

    @Test
    void cellWhoseOutputIsHeldBackCanBeStopped() throws Exception {
        ZMQ.Context context = ZMQ.context(1);
        ZMQ.Socket client = otherClient(context);
        Path ended = folder.resolve("ended");
        CompletableFuture<Cell> running = CompletableFuture.supplyAsync(() -> kernel.interrupt("""
                try {
                    for (int i = 0; ; i++) System.out.println(i + (i == 100_000 ? " much" : ""));
                } finally {
                    Files.writeString(Path.of("%s"), "");
                }""".formatted(ended), "much", 1));
        for (int i = 0; i < 200 && !Files.exists(ended); i++) {
            Thread.sleep(100);
        }
        assertTrue(Files.exists(ended), "the cell has ended while its output waits");
        assertFalse(running.isDone());
        readAll(client);
        assertEquals("Interrupted", running.get(30, TimeUnit.SECONDS).errorName());
        client.close();
        context.term();
        assertEquals("3", kernel.execute("1 + 2").text());
    }
}
