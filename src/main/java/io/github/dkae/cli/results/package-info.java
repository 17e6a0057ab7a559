/**
 * What can be done with a results.json: two compared within tolerances, one set beside the paper's figures.
 *
 * <p>Figures are named by dotted paths, such as {@code table1.prior} or {@code kpca.inSample[3]}.
 */
package io.github.dkae.cli.results;
