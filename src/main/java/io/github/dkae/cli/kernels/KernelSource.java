package io.github.dkae.cli.kernels;

import io.github.dkae.support.Text;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Where a kernel's file comes from: a file of this machine, or an address. */
record KernelSource(String place) {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration WHOLE = Duration.ofMinutes(10);

    /** @throws IllegalArgumentException when {@code place} is no address and names no file */
    KernelSource {
        if (!isAddress(place) && !Files.isRegularFile(Path.of(place))) {
            throw new IllegalArgumentException("--from must be a file or an http(s) address, but there is no file "
                    + place);
        }
    }

    private static boolean isAddress(String place) {
        return place.matches("(?i)https?://.+");
    }

    /**
     * Copies the file to {@code target}.
     *
     * @throws IOException when it can't be had; the message names the place
     */
    void copyTo(Path target) throws IOException {
        if (!isAddress(place)) {
            Files.copy(Path.of(place), target);
            return;
        }
        HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).proxy(ProxySelector.getDefault())
                .followRedirects(HttpClient.Redirect.NORMAL).build();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(place)).timeout(WHOLE)
                    .header("User-Agent", "dkae").build();
            HttpResponse<Path> answer = client.send(request, HttpResponse.BodyHandlers.ofFile(target));
            if (answer.statusCode() != 200) {
                throw new IOException("the server answered " + answer.statusCode());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(Text.format("can't download %s: %s", place,
                    e.getMessage() == null ? e.toString() : e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while downloading " + place);
        }
    }
}
