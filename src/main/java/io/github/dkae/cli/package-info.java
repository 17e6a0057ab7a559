/**
 * The Java part of {@code environment/dkae}: its commands and what they know of this machine.
 *
 * <p>{@link io.github.dkae.cli.Main} dispatches to a class for each command; the report has a package of its own.
 */
package io.github.dkae.cli;
