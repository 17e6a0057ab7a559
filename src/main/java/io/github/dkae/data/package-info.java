/**
 * Where samples come from: {@link io.github.dkae.data.Dataset}, its readers and its makers.
 *
 * <p>{@link io.github.dkae.data.Mnist} and {@link io.github.dkae.data.IdxReader} read images,
 * {@link io.github.dkae.data.SyntheticDigits} draws digits without any download,
 * {@link io.github.dkae.data.SampleTable} reads tables, {@link io.github.dkae.data.TableEncoder} turns them into
 * features, and {@link io.github.dkae.data.Datasets} picks among them by name.
 */
package io.github.dkae.data;
