/** Measurements of speed and memory, as JSON. */
package io.github.dkae.benchmark;
