/** Figures: curves, scatter plots, kernel heat maps and grids of images, in one style. */
package io.github.dkae.plot;
