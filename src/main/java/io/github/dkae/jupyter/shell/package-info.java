/** Java code of cells: evaluated, stopped, completed and documented with JShell, and failures told in words. */
package io.github.dkae.jupyter.shell;
