package io.github.dkae.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Mirrors of several tempers on the loopback interface. */
final class MirrorServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();

    MirrorServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    /** What was asked for: path, and the range if any. */
    List<String> requests() {
        return requests;
    }

    /** Sends {@code content} whole, deaf to ranges. */
    URI serving(String path, byte[] content) {
        return mirror(path, exchange -> send(exchange, 200, content, content.length));
    }

    /** Sends {@code content}, or the range asked for; breaks off after {@code most} bytes of each answer. */
    URI breaking(String path, byte[] content, int most) {
        return mirror(path, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (from >= content.length) {
                send(exchange, 416, new byte[0], 0);
                return;
            }
            if (range != null) {
                exchange.getResponseHeaders().set("Content-Range",
                        "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
            }
            byte[] rest = java.util.Arrays.copyOfRange(content, from, content.length);
            send(exchange, range == null ? 200 : 206, rest, most);
        });
    }

    /** Answers with {@code status} alone. */
    URI refusing(String path, int status) {
        return mirror(path, exchange -> send(exchange, status, new byte[0], 0));
    }

    /** Takes the request and never answers. */
    URI hanging(String path) {
        return mirror(path, exchange -> {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private URI mirror(String path, HttpHandler handler) {
        server.createContext(path + "/", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(exchange.getRequestURI().getPath() + (range == null ? "" : " " + range));
            handler.handle(exchange);
        });
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Promises {@code content} and sends at most {@code most} bytes of it. */
    private static void send(HttpExchange exchange, int status, byte[] content, int most) throws IOException {
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(content, 0, Math.min(most, content.length));
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
