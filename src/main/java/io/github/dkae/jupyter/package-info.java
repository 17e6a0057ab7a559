/**
 * The notebook kernel: {@link io.github.dkae.jupyter.NotebookKernel} puts together the messages to and from clients
 * ({@code channel}), JShell ({@code shell}) and the pictures, tables and texts that a notebook shows ({@code render}).
 *
 * <p>Messages and their signatures are those of the library jjava-jupyter. Its loops and its base kernel are not used:
 * they let interrupted threads write to sockets, which closes them, and end at the first message that they can't read.
 */
package io.github.dkae.jupyter;
