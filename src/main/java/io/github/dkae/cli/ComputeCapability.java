package io.github.dkae.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An NVIDIA GPU's compute capability, such as 8.6.
 *
 * @param major generation: 3 Kepler, 5 Maxwell, 6 Pascal, 7 Volta and Turing, 8 Ampere and Ada, 9 Hopper
 * @param minor variant within the generation
 */
record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {
    /**
     * ND4J's CUDA library holds machine code for 3.7 to 8.6 and nothing that a driver could translate for other GPUs;
     * within a generation, code for an earlier variant runs on a later one, so that 8.9 runs that for 8.6.
     */
    private static final ComputeCapability FIRST = new ComputeCapability(3, 7);
    private static final ComputeCapability LAST = new ComputeCapability(8, 9);
    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)");

    /** Reads what nvidia-smi prints; empty when it is no capability, as with drivers that don't know it. */
    static Optional<ComputeCapability> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new ComputeCapability(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }

    /** Whether the CUDA backend runs on such a GPU. */
    boolean runsCudaBackend() {
        return compareTo(FIRST) >= 0 && compareTo(LAST) <= 0;
    }

    @Override
    public int compareTo(ComputeCapability other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
