package io.github.dkae.jupyter.channel;

import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;

/**
 * What a handler answers.
 *
 * @param type         type of the message
 * @param content      its content, written as JSON
 * @param abortsQueued whether cells that were already sent are not executed any more
 * @param afterwards   runs once the reply is sent
 */
public record Reply(MessageType<?> type, Object content, boolean abortsQueued, Runnable afterwards) {
    /** Answers a request that could be served. */
    public static <T extends ContentType<T>> Reply of(T content) {
        return new Reply(content.getType(), content, false, () -> {});
    }

    /** Answers a request that failed; {@code type} is the reply's type had it been served. */
    public static Reply error(MessageType<?> type, ErrorReply error, boolean abortsQueued) {
        return new Reply(type.error(), error, abortsQueued, () -> {});
    }

    /** Answers a cell that is not executed, since one before it failed. */
    static Reply aborted() {
        return new Reply(ExecuteReply.MESSAGE_TYPE, new Aborted("aborted"), false, () -> {});
    }

    /** This reply, with something to do once it is sent. */
    public Reply then(Runnable action) {
        return new Reply(type, content, abortsQueued, action);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    Message<?> to(MessageContext request) {
        return new Message(request, type, content);
    }

    private record Aborted(String status) {}
}
