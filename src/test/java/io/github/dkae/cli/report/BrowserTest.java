package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class BrowserTest {
    @TempDir
    private Path folder;
    private Path page;
    private Path pdf;

    @BeforeEach
    void writePage() throws IOException {
        page = Files.writeString(folder.resolve("index page.html"), "<h1>Report</h1>");
        pdf = folder.resolve("report.pdf");
    }

    @Test
    void pageIsPrintedByARealBrowserWhereThereIsOne() throws IOException {
        Optional<Browser> browser = Browser.find(System.getenv());
        Assumptions.assumeTrue(browser.isPresent(), () -> Browser.missing(System.getenv()));
        browser.orElseThrow().print(page, pdf, folder.resolve("work"));
        byte[] bytes = Files.readAllBytes(pdf);
        assertEquals("%PDF-", new String(bytes, 0, 5, StandardCharsets.US_ASCII));
        assertTrue(bytes.length > 1_000, bytes.length + " bytes");
    }

    @Test
    void whatTheBrowserWroteIsTheReportsWhenItIsAPdf() throws IOException {
        script("""
                for argument; do case "$argument" in --print-to-pdf=*) printf '%%PDF-1.4' >"${argument#*=}" ;; esac; done
                """).print(page, pdf, folder.resolve("work"));
        assertEquals("%PDF-1.4", Files.readString(pdf));
    }

    @Test
    void failureIsToldWithTheBrowsersWordsAndLeavesThePdfThatIsThere() throws IOException {
        Files.writeString(pdf, "old");
        Browser browser = script("echo 'no display' >&2; exit 3\n");
        IOException failure = assertThrows(IOException.class, () -> browser.print(page, pdf, folder.resolve("work")));
        assertTrue(failure.getMessage().endsWith("ended with status 3: no display"), failure.getMessage());
        assertEquals("old", Files.readString(pdf));
        Browser silent = script("exit 0\n");
        assertThrows(IOException.class, () -> silent.print(page, pdf, folder.resolve("again")));
        assertEquals("old", Files.readString(pdf));
    }

    @Test
    void namedBrowserComesBeforeThoseOnThePath() throws IOException {
        Path chromium = executable("bin/chromium", "");
        Path mine = executable("mine/browser", "");
        String path = chromium.getParent().toString();
        assertEquals(Optional.of(new Browser(chromium)), Browser.find(Map.of("PATH", "/nowhere:" + path)));
        assertEquals(Optional.of(new Browser(mine)),
                Browser.find(Map.of("PATH", path, "DKAE_BROWSER", mine.toString())));
        assertEquals(Optional.of(new Browser(chromium)), Browser.find(Map.of("PATH", path, "DKAE_BROWSER", "chromium")));
        assertEquals(Optional.empty(), Browser.find(Map.of("PATH", path, "DKAE_BROWSER", "/no/browser")));
        assertEquals(Optional.empty(), Browser.find(Map.of("PATH", "")));
        assertEquals("DKAE_BROWSER names /no/browser, which is no executable file",
                Browser.missing(Map.of("DKAE_BROWSER", "/no/browser")));
    }

    private Browser script(String body) throws IOException {
        return new Browser(executable("browser", "#!/bin/sh\n" + body));
    }

    private Path executable(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.setPosixFilePermissions(Files.writeString(file, content),
                PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
