package io.github.dkae.data;

import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches one address into one file over HTTP, going on where an earlier try left off when the server can.
 *
 * @param address        what to fetch
 * @param part           the file that grows; what it holds already came from this address
 * @param largest        bytes that the file may have; hardly more is fetched
 * @param connectTimeout longest time for the name to be resolved, and again for the connection
 * @param readTimeout    longest silence
 * @param progress       hears of bytes
 * @param task           what the progress is called
 */
record Download(URI address, Path part, long largest, Duration connectTimeout, Duration readTimeout, Progress progress,
        String task) {
    private static final int PIECE = 1 << 16;

    /**
     * Fetches what {@code part} lacks.
     *
     * @return whether the file was continued rather than begun
     * @throws IOException           when the server can't be reached, refuses, falls silent or ends early; what has
     * come
     *                               so far stays in {@code part}
     * @throws CancellationException when the thread is interrupted; what has come so far stays
     */
    boolean fetch() throws IOException {
        resolve();
        long have = Files.exists(part) ? Files.size(part) : 0;
        HttpURLConnection connection = open(have);
        try {
            int status = connection.getResponseCode();
            if (status == 416) {
                // Nothing beyond what we have, or a file of another size: only a clean start can tell.
                connection.disconnect();
                Files.delete(part);
                have = 0;
                connection = open(0);
                status = connection.getResponseCode();
            }
            boolean continued = status == HttpURLConnection.HTTP_PARTIAL && continues(connection, have);
            if (status != HttpURLConnection.HTTP_OK && !continued) {
                throw new IOException(Text.format("the server answered %d %s", status, connection.getResponseMessage()));
            }
            copy(connection, continued ? have : 0);
            return continued;
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer within the time-out: " + e.getMessage(), e);
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection open(long have) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout((int) connectTimeout.toMillis());
        connection.setReadTimeout((int) readTimeout.toMillis());
        connection.setRequestProperty("User-Agent", "dkae");
        // Keeps servers and caches from packing or unpacking the file on the way.
        connection.setRequestProperty("Accept-Encoding", "gzip, identity");
        if (have > 0) {
            connection.setRequestProperty("Range", "bytes=" + have + "-");
        }
        return connection;
    }

    private static boolean continues(HttpURLConnection connection, long have) {
        String range = connection.getHeaderField("Content-Range");
        return range != null && range.startsWith("bytes " + have + "-");
    }

    private void copy(HttpURLConnection connection, long have) throws IOException {
        long length = connection.getContentLengthLong();
        long total = length < 0 ? -1 : have + length;
        long done = have;
        try (InputStream in = connection.getInputStream();
                OutputStream out = have > 0
                        ? Files.newOutputStream(part, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)
                        : Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                                StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS)) {
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0 && done <= largest; count = in.read(piece)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted while downloading " + address);
                }
                out.write(piece, 0, count);
                done += count;
                if (total > done) {
                    progress.report(task, done, total, "");
                }
            }
        }
        if (done < Math.min(total, largest)) {
            throw new IOException(Text.format("the connection ended after %,d of %,d bytes", done, total));
        }
        progress.report(task, done, done, "");
    }

    /** Resolves the server's name first, as the JDK would wait for name servers without a time-out. */
    private void resolve() throws IOException {
        ProxySelector selector = ProxySelector.getDefault();
        List<Proxy> proxies = selector == null ? List.of() : selector.select(address);
        if (proxies.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) {
            return;
        }
        CompletableFuture<Void> lookup = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                InetAddress.getByName(address.getHost());
                lookup.complete(null);
            } catch (UnknownHostException e) {
                lookup.completeExceptionally(e);
            }
        }, "dkae-name-lookup");
        thread.setDaemon(true);
        thread.start();
        try {
            lookup.get(connectTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("its name was not resolved within the time-out", e);
        } catch (ExecutionException e) {
            throw new IOException("unknown host " + address.getHost(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while downloading " + address);
        }
    }
}
