package io.github.dkae.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the tests find is what the launcher finds, as it installs what it finds missing. */
@DisabledOnOs(OS.WINDOWS)
class ChromiumTest {
    @TempDir
    private Path folder;

    @Test
    void browserAndDriverAreFoundOnThePathOrWhereVariablesSay() throws Exception {
        Path chrome = executable("bin/google-chrome");
        String path = chrome.getParent().toString();
        assertBothFind("", Map.of("PATH", path));
        assertTrue(Chromium.missing(Map.of("PATH", path)).startsWith("there is no chromedriver on the PATH"));

        Path driver = executable("bin/chromedriver");
        assertBothFind(chrome + " " + driver, Map.of("PATH", path));
        Path chromium = executable("bin/chromium");
        assertBothFind(chromium + " " + driver, Map.of("PATH", path));

        Path mine = executable("mine/browser");
        Path myDriver = executable("mine/driver");
        assertBothFind(mine + " " + myDriver, Map.of("PATH", path, "DKAE_BROWSER", mine.toString(),
                "DKAE_BROWSER_DRIVER", myDriver.toString()));
        assertBothFind("", Map.of("PATH", path, "DKAE_BROWSER_DRIVER", "/no/driver"));
        assertBothFind("", Map.of("PATH", path, "DKAE_BROWSER", "/no/browser"));
        assertTrue(Chromium.missing(Map.of("PATH", path, "DKAE_BROWSER", "/no/browser"))
                .startsWith("DKAE_BROWSER names /no/browser"));
    }

    private static void assertBothFind(String expected, Map<String, String> environment) throws Exception {
        Optional<Chromium> found = Chromium.find(environment);
        assertEquals(expected, found.map(pair -> pair.browser() + " " + pair.driver()).orElse(""));
        assertEquals(expected, launchers(environment));
    }

    /** What {@code environment/tools} finds. */
    private static String launchers(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-euc",
                ". environment/tools; if find_browser; then printf '%s %s' \"$browser\" \"$driver\"; fi");
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out;
    }

    private Path executable(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.setPosixFilePermissions(Files.writeString(file, ""), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
