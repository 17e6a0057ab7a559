package io.github.dkae.jupyter.channel;

import org.dflib.jjava.jupyter.messages.Message;

/** Serves requests of one type. */
@FunctionalInterface
public interface RequestHandler<T> {
    /** Returns the reply, or null when there is none to send. */
    Reply handle(Message<T> request);
}
