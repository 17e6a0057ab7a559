/**
 * Kernels: functions on pairs of samples, kernel matrices asked for block by block, explicit feature maps, and how well
 * two kernels agree.
 *
 * <p>{@link io.github.dkae.kernel.ProbabilisticClusterKernel} is the prior that deep kernelized autoencoders are
 * trained with; every other positive semi-definite kernel can take its place through {@link
 * io.github.dkae.kernel.KernelBlocks}.
 */
package io.github.dkae.kernel;
