/** Measurements of what takes the time: each is a {@link io.github.dkae.benchmark.Benchmark}. */
package io.github.dkae.benchmark;
