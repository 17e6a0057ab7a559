package io.github.dkae.mixture;

/** Where expectation-maximisation starts: at responsibilities, to begin with an M-step, or at parameters. */
sealed interface MixtureStart {
    int components();

    /** Row-major responsibilities [n, components]. */
    record Responsibilities(int components, double[] values) implements MixtureStart {}

    record Parameters(MixtureParameters values) implements MixtureStart {
        @Override
        public int components() {
            return values.components();
        }
    }
}
