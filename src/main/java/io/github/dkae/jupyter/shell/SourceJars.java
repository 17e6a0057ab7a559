package io.github.dkae.jupyter.shell;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Finds the jars of sources of a class path's jars: beside them, or in Maven's repository. */
public final class SourceJars {
    private SourceJars() {}

    /**
     * The jars of sources that are there, in the class path's order.
     *
     * @param classPath  a path list
     * @param repository Maven's local repository, which may be missing
     */
    public static List<Path> of(String classPath, Path repository) {
        List<Path> found = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                Path jar = Path.of(entry);
                Path beside = jar.resolveSibling(entry(jar) + "-sources.jar");
                if (Files.exists(beside)) {
                    found.add(beside);
                } else if (Files.isDirectory(repository)) {
                    inRepository(jar, repository).filter(Files::exists).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static String entry(Path jar) {
        String name = jar.getFileName().toString();
        return name.substring(0, name.length() - ".jar".length());
    }

    /** Maven writes a jar's coordinates into it; jars of several have none of their own. */
    private static Optional<Path> inRepository(Path jar, Path repository) {
        try (JarFile file = new JarFile(jar.toFile())) {
            List<JarEntry> coordinates = file.stream()
                    .filter(entry -> entry.getName().matches("META-INF/maven/.*/pom\\.properties")).toList();
            if (coordinates.size() != 1) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            try (InputStream in = file.getInputStream(coordinates.get(0))) {
                properties.load(in);
            }
            String artifact = properties.getProperty("artifactId", "");
            String version = properties.getProperty("version", "");
            return Optional.of(repository.resolve(properties.getProperty("groupId", "").replace('.', '/'))
                    .resolve(artifact).resolve(version).resolve(artifact + "-" + version + "-sources.jar"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
