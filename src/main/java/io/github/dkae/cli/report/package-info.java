/**
 * The report: notebooks run in Jupyter without a browser, their results gathered in one folder.
 *
 * <p>{@link io.github.dkae.cli.report.Report} leads: it chooses the data, has a {@link
 * io.github.dkae.cli.report.NotebookRunner} run each notebook, merges the {@link io.github.dkae.cli.report.Results} that
 * they leave behind, adds the {@link io.github.dkae.cli.report.Provenance} and lays out the page. Notebooks hear of the
 * settings through environment variables and write below the folder that one of them names.
 */
package io.github.dkae.cli.report;
