/** Products of matrices, convolutions and what goes with them, prepared once and run many times by oneDNN. */
package io.github.dkae.linalg;
