package io.github.dkae.support;

/** What a failure says, in one line: some exceptions of libraries say nothing, others add advice for programmers. */
public final class FailureText {
    private FailureText() {}

    public static String of(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElseThrow();
    }
}
