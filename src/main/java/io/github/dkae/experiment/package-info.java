/**
 * The paper's tables and figures: one class for each, whose result has tables, pictures and figures for the report.
 * {@link io.github.dkae.experiment.TableExperiment} and {@link io.github.dkae.experiment.CodeEvaluation} are what the
 * paper leaves to future work.
 */
package io.github.dkae.experiment;
