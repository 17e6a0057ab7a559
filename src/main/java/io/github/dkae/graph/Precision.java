package io.github.dkae.graph;

/** In what the factors of large products are multiplied; sums, weights and all else are float32. */
public enum Precision {
    /** As the values are. */
    FLOAT32,
    /** Rounded to 8 significant binary digits: half the time on processors that have it, float32 on others. */
    BFLOAT16
}
