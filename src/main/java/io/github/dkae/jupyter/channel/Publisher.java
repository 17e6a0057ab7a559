package io.github.dkae.jupyter.channel;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/**
 * Publishes what all clients see: status, results, errors, and the text of standard output and error.
 *
 * <p>One thread of its own uses the socket and everyone else queues. An interrupted thread that wrote to the socket
 * would close the channel beneath it, and every later output would be lost. Text is sent ten times a second at most, in
 * order with everything else; a line that is only redrawn, as progress lines are, ever more seldom the older it is.
 * The publisher is its own lock.
 */
public final class Publisher {
    private static final long FLUSH_INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_REDRAW_INTERVAL = TimeUnit.SECONDS.toNanos(2);
    /** A redrawn line is sent again after this share of the time that it has been redrawn for. */
    private static final int REDRAW_SHARE = 60;
    private static final long TICK_MILLIS = 25;
    /** Writers wait while more characters than this are queued. */
    private static final int MOST_WAITING = 4_000_000;

    private final IOPubChannel socket;
    private final BlockingQueue<Message<?>> queue = new LinkedBlockingQueue<>();
    private final Map<StreamType, Stream> streams = new EnumMap<>(StreamType.class);
    private MessageContext cell;
    private volatile boolean closing;

    private static final class Stream {
        final StreamText text = new StreamText();
        long flushed = System.nanoTime();
        long redrawnSince;
    }

    Publisher(IOPubChannel socket) {
        this.socket = socket;
        for (StreamType type : StreamType.values()) {
            streams.put(type, new Stream());
        }
    }

    /** The request whose cell text belongs to from now on, until the next one. */
    public synchronized void setCell(MessageContext request) {
        flush();
        cell = request;
    }

    /** Queues a message about {@code parent}, after all text written before. */
    public synchronized <T extends ContentType<T>> void publish(MessageContext parent, T content) {
        flush();
        queue.add(new Message<>(parent, content.getType(), content));
    }

    /** Queues a message about the current cell, after all text written before. */
    public synchronized <T extends ContentType<T>> void publish(T content) {
        publish(cell, content);
    }

    /** A print stream, UTF-8, whose text appears below the current cell. */
    public PrintStream printStream(StreamType type) {
        return new PrintStream(new StreamOutput(text -> write(type, text)), true, StandardCharsets.UTF_8);
    }

    private synchronized void write(StreamType type, CharSequence text) {
        for (Map.Entry<StreamType, Stream> other : streams.entrySet()) {
            if (other.getKey() != type) {
                flush(other.getKey(), other.getValue());
            }
        }
        Stream stream = streams.get(type);
        stream.text.write(text);
        while (stream.text.waiting() > MOST_WAITING && !closing) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void flush() {
        streams.forEach(this::flush);
    }

    private void flush(StreamType type, Stream stream) {
        if (stream.text.waiting() == 0) {
            return;
        }
        long now = System.nanoTime();
        if (!stream.text.redrawOnly()) {
            stream.redrawnSince = now;
        }
        stream.flushed = now;
        queue.add(new Message<>(cell, PublishStream.MESSAGE_TYPE, new PublishStream(type, stream.text.take())));
        notifyAll();
    }

    private synchronized void flushDue() {
        if (!queue.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        streams.forEach((type, stream) -> {
            long interval = stream.text.redrawOnly()
                    ? Math.min(LONGEST_REDRAW_INTERVAL, (now - stream.redrawnSince) / REDRAW_SHARE)
                    : 0;
            if (now - stream.flushed >= Math.max(FLUSH_INTERVAL, interval)) {
                flush(type, stream);
            }
        });
    }

    /** Sends what is queued until {@link #close()}, then closes the socket. */
    void run() {
        Message<?> message = null;
        while (!closing || !queue.isEmpty() || message != null) {
            try {
                message = message == null ? queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS) : message;
                if (message != null) {
                    socket.sendMessage(message);
                    message = null;
                }
                flushDue();
            } catch (InterruptedException e) {
                break;
            } catch (OutOfMemoryError e) {
                // A cell fills the heap, which ends it; the message is sent, whole, when there is memory again.
                MemoryShortage.pause();
            }
        }
        socket.close();
    }

    /** Lets {@link #run()} end once everything queued is sent. */
    synchronized void close() {
        flush();
        closing = true;
        notifyAll();
    }
}
