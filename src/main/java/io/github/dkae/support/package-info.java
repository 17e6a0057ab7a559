/** Argument checks, random streams, files that are whole or absent, progress. */
package io.github.dkae.support;
