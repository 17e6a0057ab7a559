/**
 * Spectral methods: leading eigenpairs of large symmetric operators, principal component analysis in input space and in
 * a kernel's feature space, Nyström features, and the pre-images that lead back to inputs.
 *
 * <p>Where a kernel has an explicit feature map Φ, everything here multiplies with Φ and Φᵀ and never forms the n×n
 * kernel matrix. Results have the data type of the input, float32 or float64.
 */
package io.github.dkae.spectral;
