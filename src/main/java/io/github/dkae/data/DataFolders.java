package io.github.dkae.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where data files are looked for and kept. */
final class DataFolders {
    /** The environment variable that names a folder of the user's for data. */
    static final String VARIABLE = "DKAE_DATA_DIR";

    private DataFolders() {}

    /** The folders that may hold MNIST, the one for downloads first. */
    static List<Path> mnist() {
        return mnist(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
    }

    static List<Path> mnist(Map<String, String> environment, String system, String home) {
        String chosen = environment.getOrDefault(VARIABLE, "");
        if (!chosen.isBlank()) {
            Path folder = Path.of(chosen).toAbsolutePath().normalize();
            return List.of(folder.resolve("mnist"), folder);
        }
        Path cache = cache(environment, system.toLowerCase(Locale.ROOT), Path.of(home));
        return List.of(cache.resolve("dkae").resolve("mnist"));
    }

    private static Path cache(Map<String, String> environment, String system, Path home) {
        if (system.startsWith("windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return local.isBlank() ? home.resolve("AppData").resolve("Local") : Path.of(local);
        }
        if (system.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches");
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The XDG specification has relative paths ignored.
        return xdg.isBlank() || !Path.of(xdg).isAbsolute() ? home.resolve(".cache") : Path.of(xdg);
    }
}
