package io.github.dkae.jupyter.channel;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.zeromq.ZMQException;
import zmq.ZError;

/**
 * Publishes what all clients see: status, results, errors, and the text of standard output and error.
 *
 * <p>One thread of its own uses the socket and everyone else queues. An interrupted thread that wrote to the socket
 * would close the channel beneath it, and every later output would be lost. Nothing is dropped: code that shows more
 * than clients take waits, until it is asked to stop. The publisher is its own lock.
 */
public final class Publisher {
    private static final long TICK_MILLIS = 25;
    /** Code waits while more characters than this are queued. */
    private static final int MOST_WAITING = 4_000_000;
    /** A message counts as this many characters more than its content has. */
    private static final int MESSAGE_SIZE = 4_000;
    /**
     * Servers drop what comes faster than 3,000 messages in 3 seconds. Clients that convert notebooks take in no more
     * than a thousand a second, and drop what they have not seen 4 seconds after a cell's reply.
     */
    private static final long MESSAGE_INTERVAL = TimeUnit.SECONDS.toNanos(1) / 600;
    private static final int MESSAGES_AT_ONCE = 1_000;

    private final PublishSocket socket;
    private final BlockingQueue<Queued> queue = new LinkedBlockingQueue<>();
    private final OutputText text = new OutputText((type, piece) ->
            queue(PublishStream.MESSAGE_TYPE, new PublishStream(type, piece), piece.length()));
    private MessageContext cell;
    private boolean stopping;
    /** Characters that were written after a stop, when there was no room for them. */
    private long leftOut;
    private long waiting;
    private long queuedCount;
    private long sentCount;
    /** When the next message may be sent. */
    private long due = System.nanoTime();
    private volatile boolean closing;

    private record Queued(Message<?> message, long size) {}

    Publisher(PublishSocket socket) {
        this.socket = socket;
    }

    /** The request whose cell text belongs to from now on, until the next one. */
    public synchronized void setCell(MessageContext request) {
        sendText();
        cell = request;
        stopping = false;
    }

    /** Queues a message about {@code parent}, after all text written before; doesn't wait. */
    public synchronized <T extends ContentType<T>> void publish(MessageContext parent, T content) {
        sendText();
        if (content instanceof DisplayData data) {
            DisplayContent shown = DisplayContent.of(data);
            queue(parent, content.getType(), shown.json(), shown.size());
        } else {
            queue(parent, content.getType(), content, 0);
        }
    }

    /** Queues a message about the current cell, after all text written before; waits while too much is queued. */
    public synchronized <T extends ContentType<T>> void publish(T content) {
        publish(cell, content);
        awaitUnlessStopping(this::hasRoom);
    }

    /** A print stream, UTF-8, whose text appears below the current cell. */
    public PrintStream printStream(StreamType type) {
        return new PrintStream(new StreamOutput(written -> write(type, written)), true, StandardCharsets.UTF_8);
    }

    /** Waits until all that was published before is sent: some clients look no further once they have a reply. */
    public synchronized void awaitSent() {
        sendText();
        long last = queuedCount;
        awaitUnlessStopping(() -> sentCount >= last);
    }

    /**
     * Lets code go on that waits, since its cell is asked to stop. What it writes from now on without room for it is
     * left out, and a line says so.
     */
    public synchronized void stopWaiting() {
        stopping = true;
        notifyAll();
    }

    private synchronized void write(StreamType type, CharSequence written) {
        if (stopping && !hasRoom()) {
            leftOut += written.length();
            return;
        }
        tellLeftOut();
        text.write(type, written);
        if (!hasRoom()) {
            awaitUnlessStopping(this::hasRoom);
        }
    }

    private boolean hasRoom() {
        return waiting + text.waiting() <= MOST_WAITING;
    }

    /** Waits, also when the thread is interrupted: it may go on writing, and nobody reads faster because of that. */
    private void awaitUnlessStopping(BooleanSupplier condition) {
        boolean interrupted = false;
        while (!condition.getAsBoolean() && !stopping && !closing) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendText() {
        tellLeftOut();
        text.send();
    }

    private void tellLeftOut() {
        if (leftOut > 0) {
            text.write(StreamType.ERR, String.format(Locale.ROOT,
                    "%n… %,d characters that were written after the cell was to stop are left out%n", leftOut));
            leftOut = 0;
        }
    }

    private <T> void queue(MessageType<T> type, T content, long size) {
        queue(cell, type, content, size);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void queue(MessageContext parent, MessageType<?> type, Object content, long size) {
        Queued queued = new Queued(new Message(parent, type, content), size + MESSAGE_SIZE);
        queue.add(queued);
        waiting += queued.size;
        queuedCount++;
    }

    /** Sends what is queued until {@link #close()}, then closes the socket. */
    void run() {
        Queued next = null;
        try {
            while (!closing || !queue.isEmpty() || next != null) {
                try {
                    next = next == null ? queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS) : next;
                    if (next != null) {
                        awaitDue();
                        socket.sendMessage(next.message);
                        sent(next);
                        next = null;
                    }
                    sendDueText();
                } catch (OutOfMemoryError e) {
                    // A cell fills the heap, which ends it; the message is sent, whole, when there is memory again.
                    MemoryShortage.pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZError.ETERM) {
                throw e;
            }
        } finally {
            close();
            socket.close();
        }
    }

    private void awaitDue() throws InterruptedException {
        long now = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(due - now);
        due = Math.max(due, now - MESSAGES_AT_ONCE * MESSAGE_INTERVAL) + MESSAGE_INTERVAL;
    }

    private synchronized void sent(Queued message) {
        waiting -= message.size;
        sentCount++;
        if (socket.takePassedOver()) {
            text.write(StreamType.ERR, "\nA client that reads nothing misses output from here on, until it reads.\n");
        }
        notifyAll();
    }

    private synchronized void sendDueText() {
        if (queue.isEmpty()) {
            text.sendDue();
        }
    }

    /** Lets {@link #run()} end once everything queued is sent. */
    synchronized void close() {
        sendText();
        closing = true;
        notifyAll();
    }
}
