package io.github.dkae.support;

import java.util.function.Supplier;

/** Where {@link Progress#console()} shows progress: standard output, unless a notebook has a better place. */
public final class ProgressPlace {
    private static volatile Supplier<Progress> place = () -> new Progress.Line(System.out);

    private ProgressPlace() {}

    /** Shows the progress of this JVM elsewhere from now on. */
    public static void use(Supplier<Progress> better) {
        place = Arguments.present("better", better);
    }

    static Progress progress() {
        return place.get();
    }
}
