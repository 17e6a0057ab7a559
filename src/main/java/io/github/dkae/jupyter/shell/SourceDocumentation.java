package io.github.dkae.jupyter.shell;

/** Javadoc. */
public final class SourceDocumentation {
    public String find(String signature) {
        return "";
    }
}
