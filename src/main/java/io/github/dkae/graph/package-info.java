/**
 * SameDiff graphs as static programs: what a graph computes, and its gradients, with arrays that are allocated once.
 *
 * <p>{@link io.github.dkae.graph.GraphReader} takes from a graph what is asked for, {@link io.github.dkae.graph.Lowering}
 * says it in the steps that there are kernels for, {@link io.github.dkae.graph.Fusion} joins them, and {@link
 * io.github.dkae.graph.Placement} gives them memory. It knows nothing of autoencoders.
 */
package io.github.dkae.graph;
