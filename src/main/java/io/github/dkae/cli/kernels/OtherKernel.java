package io.github.dkae.cli.kernels;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The Java kernels, besides our own, that run the notebooks. Each takes a class path through a variable of its own. */
public enum OtherKernel {
    /** <a href="https://github.com/SpencerPark/IJava">IJava</a>, whose last release, 1.3.0, is of 2019. */
    IJAVA("Java (IJava)", "IJAVA_CLASSPATH", ":", "io\\.github\\.spencerpark\\.ijava\\..+", List.of()),
    /** <a href="https://github.com/dflib/jjava">JJava</a>, its successor; its launcher, another JVM, is left out. */
    JJAVA("Java (JJava)", "JJAVA_CLASSPATH", ":", "org\\.dflib\\.jjava\\.(?!launcher\\.).+",
            List.of("--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED")),
    /** <a href="https://github.com/padreati/rapaio-jupyter-kernel">rapaio-jupyter-kernel</a>, on Maven Central. */
    RAPAIO("Java (rapaio)", "RJK_CLASSPATH", ";", "org\\.rapaio\\.jupyter\\..+", List.of());

    private final String displayName;
    private final String classPathVariable;
    private final String separator;
    private final Pattern mainClass;
    private final List<String> jvmOptions;

    OtherKernel(String displayName, String classPathVariable, String separator, String mainClass,
            List<String> jvmOptions) {
        this.displayName = displayName;
        this.classPathVariable = classPathVariable;
        this.separator = separator;
        this.mainClass = Pattern.compile(mainClass);
        this.jvmOptions = jvmOptions;
    }

    /** What Jupyter shows. */
    public String displayName() {
        return displayName;
    }

    /** The variable that the kernel reads further class path entries from; {@code *} stands for all files there. */
    public String classPathVariable() {
        return classPathVariable;
    }

    /** What stands between the entries in {@link #classPathVariable()} on this system. */
    public String separator() {
        return separator.equals(":") ? File.pathSeparator : separator;
    }

    /** Options that the kernel's JVM can't do without. */
    public List<String> jvmOptions() {
        return jvmOptions;
    }

    /** Whether a jar with this main class is this kernel. */
    boolean isStartedBy(String main) {
        return mainClass.matcher(main).matches();
    }

    /** The kernel's name in Jupyter and on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
