package io.github.dkae.browser;

import io.github.dkae.cli.report.Browser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * A Chromium or Chrome with the driver that clicks in it.
 *
 * @param browser the browser
 * @param driver  its chromedriver, of the same version
 */
record Chromium(Path browser, Path driver) {
    /** Variable with the name or path of the driver to use. */
    private static final String DRIVER = "DKAE_BROWSER_DRIVER";
    /** Misses a protocol, at every start, that nothing here uses. */
    private static final Logger PROTOCOL = Logger.getLogger("org.openqa.selenium.devtools");

    /** The browser that {@link Browser} finds with the driver that {@code environment} names, else one on its PATH. */
    static Optional<Chromium> find(Map<String, String> environment) {
        return Browser.find(environment).flatMap(found -> driver(environment)
                .map(driver -> new Chromium(found.command(), driver)));
    }

    /** What to say where {@link #find} finds none. */
    static String missing(Map<String, String> environment) {
        return (Browser.find(environment).isEmpty() ? Browser.missing(environment)
                : "there is no chromedriver on the PATH; %s may name one".formatted(DRIVER))
                + ". environment/dkae test installs both where it can";
    }

    private static Optional<Path> driver(Map<String, String> environment) {
        Path named = Path.of(environment.getOrDefault(DRIVER, "chromedriver"));
        if (named.getNameCount() > 1) {
            return Optional.of(named.toAbsolutePath()).filter(Files::isExecutable);
        }
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder).resolve(named)).filter(Files::isExecutable).findFirst();
    }

    /**
     * Starts it with a window of 1400 by 1000 pixels that nobody sees.
     *
     * @param work folder for its profile and the driver's log. Not a hidden one nor the system's for temporary files:
     *             where Chromium comes as a snap, it sees neither
     */
    ChromeDriver start(Path work) throws IOException {
        PROTOCOL.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments("--headless=new", "--window-size=1400,1000", "--force-device-scale-factor=1", "--lang=en-US",
                "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--disable-extensions", "--disable-sync",
                "--disable-background-networking", "--disable-component-update", "--no-first-run",
                "--user-data-dir=" + Files.createDirectories(work.resolve("profile")));
        if ("root".equals(System.getProperty("user.name"))) {
            // Chromium refuses to run as root with it; it opens our own server's pages and no others.
            options.addArguments("--no-sandbox");
        }
        return new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile())
                .usingAnyFreePort().withLogFile(work.resolve("driver.log").toFile()).build(), options);
    }
}
