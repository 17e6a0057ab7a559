package io.github.dkae.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions of this project and of ND4J, as the build wrote them down. */
public final class Version implements IVersionProvider {
    private static final Properties VERSIONS = read();

    /** Version of this project, such as "0.1.0". */
    public static String project() {
        return VERSIONS.getProperty("version");
    }

    /** Version of ND4J, such as "1.0.0-M2.1". */
    public static String nd4j() {
        return VERSIONS.getProperty("nd4j");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"dkae " + project()};
    }

    private static Properties read() {
        Properties versions = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            versions.load(in);
            return versions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
