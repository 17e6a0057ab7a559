/** Jupyter's five ZeroMQ channels, each served by a thread of its own. */
package io.github.dkae.jupyter.channel;
