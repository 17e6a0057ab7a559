/**
 * The report: notebooks run in Jupyter without a browser, their results gathered in one folder.
 *
 * <p>{@code Report} leads: it chooses the data, has a {@code NotebookRunner} run each notebook, merges the
 * {@code Results} that they leave behind, adds the {@code Provenance} and lays out the {@code ReportPage}. Notebooks hear
 * of the settings through environment variables and write below the folder that one of them names.
 */
package io.github.dkae.cli.report;
