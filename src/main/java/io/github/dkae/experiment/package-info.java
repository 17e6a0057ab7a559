/** The paper's tables and figures: one class for each, whose result has tables, pictures and figures for the report. */
package io.github.dkae.experiment;
