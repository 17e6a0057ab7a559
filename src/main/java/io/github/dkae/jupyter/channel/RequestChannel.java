package io.github.dkae.jupyter.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.RequestType;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/** Takes requests one after the other and answers them: the protocol's shell and control channels. */
final class RequestChannel extends JupyterSocket {
    /** How long to look for cells that were sent together with one that failed. */
    private static final int QUEUED_CELLS_MILLIS = 20;
    private static final int MOST_ATTEMPTS = 20;

    private final int port;
    private final Publisher publisher;
    private final Map<MessageType<?>, RequestHandler<?>> handlers;
    private final ZMQ.Poller poller;

    RequestChannel(String name, ZMQ.Context context, HMACGenerator signatures, int port, Publisher publisher,
            Map<MessageType<?>, RequestHandler<?>> handlers) {
        super(context, SocketType.ROUTER, signatures, LoggerFactory.getLogger(name));
        this.port = port;
        this.publisher = publisher;
        this.handlers = handlers;
        this.poller = context.poller(1);
        poller.register(this, ZMQ.Poller.POLLIN);
    }

    @Override
    public void bind(KernelConnectionProperties connection) {
        bind(formatAddress(connection.getTransport(), connection.getIp(), port));
    }

    /** Serves requests until the context is terminated, then closes the socket. */
    void run() {
        try {
            while (true) {
                try {
                    serveNext();
                } catch (OutOfMemoryError e) {
                    // Not even enough to tell the client.
                    MemoryShortage.pause();
                }
            }
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZError.ETERM) {
                throw e;
            }
        } finally {
            poller.close();
            close();
        }
    }

    private void serveNext() {
        Message<?> request = null;
        try {
            request = receive();
            if (request != null) {
                serve(request);
            }
        } catch (OutOfMemoryError e) {
            // Cells hold the whole heap. The client hears of the request's end, and the next may let go of some.
            logger.warn("No memory to serve {}", request == null ? "a request" : request.getHeader().getType());
            publisher.publish(request, PublishStatus.IDLE);
        }
    }

    /** The next request, or null for a message that can't be read; a bad message must not end the kernel. */
    private Message<?> receive() {
        try {
            return readMessage();
        } catch (ZMQException e) {
            throw e;
        } catch (RuntimeException e) {
            logger.warn("Message ignored: {}", e.toString());
            return null;
        }
    }

    private void serve(Message<?> request) {
        publisher.publish(request, PublishStatus.BUSY);
        Reply reply = answer(request);
        List<Message<?>> queued = List.of();
        if (reply != null) {
            // Before the reply is sent: cells that a client sends when it knows of the failure are wanted.
            queued = reply.abortsQueued() ? queued() : queued;
            send(reply.to(request));
        }
        publisher.publish(request, PublishStatus.IDLE);
        if (reply != null) {
            reply.afterwards().run();
        }
        queued.forEach(this::abort);
    }

    /** Sends a reply, which a client may wait for without an end, as soon as there is memory for it. */
    private void send(Message<?> reply) {
        for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                sendMessage(reply);
                return;
            } catch (OutOfMemoryError e) {
                MemoryShortage.pause();
            }
        }
        sendMessage(reply);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Reply answer(Message<?> request) {
        MessageType<?> type = request.getHeader().getType();
        RequestHandler handler = handlers.get(type);
        if (handler == null) {
            logger.debug("No handler for {}", type);
            return null;
        }
        try {
            return handler.handle(request);
        } catch (RuntimeException | Error e) {
            logger.warn("{} failed", type, e);
            // A client that waits for the answer must not wait forever.
            return request.getContent() instanceof RequestType<?> content
                    ? Reply.error(content.getReplyType(), new ErrorReply(e.getClass().getSimpleName(),
                            LongText.shortened(String.valueOf(e.getMessage())), List.of()), false)
                    : null;
        }
    }

    private List<Message<?>> queued() {
        List<Message<?>> messages = new ArrayList<>();
        while (poller.poll(QUEUED_CELLS_MILLIS) > 0) {
            Message<?> message = receive();
            if (message != null) {
                messages.add(message);
            }
        }
        return messages;
    }

    private void abort(Message<?> request) {
        if (request.getHeader().getType() != MessageType.EXECUTE_REQUEST) {
            serve(request);
            return;
        }
        publisher.publish(request, PublishStatus.BUSY);
        sendMessage(Reply.aborted().to(request));
        publisher.publish(request, PublishStatus.IDLE);
    }
}
