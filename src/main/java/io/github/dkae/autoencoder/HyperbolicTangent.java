package io.github.dkae.autoencoder;

/** tanh in single precision. */
final class HyperbolicTangent {
    private HyperbolicTangent() {}

    static float of(float x) {
        return (float) Math.tanh(x);
    }
}
