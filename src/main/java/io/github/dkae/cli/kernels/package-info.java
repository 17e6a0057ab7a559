/** Other Java kernels for the same notebooks: where they come from, and how Jupyter starts them. */
package io.github.dkae.cli.kernels;
