package io.github.dkae.jupyter.channel;

import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/**
 * The text of standard output and error that waits to be sent.
 *
 * <p>It is sent ten times a second at most; a line that is only redrawn, as progress lines are, ever more seldom the
 * older it is. A change from one stream to the other is a message too, so that what the user sees is in the order in
 * which it was written. When the streams change more often than that many messages could be shown, each one's text is
 * joined: it is complete and in order, and that of the other stream no more than a moment away. Not thread-safe.
 */
final class OutputText {
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_REDRAW_INTERVAL = TimeUnit.SECONDS.toNanos(2);
    /** A redrawn line is sent again after this share of the time that it has been redrawn for. */
    private static final int REDRAW_SHARE = 60;
    /** So much text is sent before its time. */
    private static final int PLENTY = 2_000_000;
    /** Longest text of a message; clients copy all they have of a stream for each, so that short ones are slow. */
    private static final int LONGEST_PIECE = 250_000;
    /** Changes between the streams in an interval; Jupyter's servers pass on 1,000 messages a second to a browser. */
    private static final int MOST_CHANGES = 20;

    private final BiConsumer<StreamType, String> output;
    private final StreamText out = new StreamText();
    private final StreamText err = new StreamText();
    private StreamType latest = StreamType.OUT;
    private long sent = System.nanoTime();
    private long redrawnSince;
    private int changes;
    private long changesSince;

    /** @param output takes the text in pieces */
    OutputText(BiConsumer<StreamType, String> output) {
        this.output = output;
    }

    void write(StreamType type, CharSequence text) {
        if (type != latest && changes < MOST_CHANGES && waiting() > 0) {
            changes++;
            send();
        }
        latest = type;
        stream(type).write(text);
    }

    private StreamText stream(StreamType type) {
        return type == StreamType.OUT ? out : err;
    }

    /** Characters that wait to be sent. */
    int waiting() {
        return out.waiting() + err.waiting();
    }

    /** Sends what waits if it is time to. */
    void sendDue() {
        long now = System.nanoTime();
        if (now - changesSince >= INTERVAL) {
            changes = 0;
            changesSince = now;
        }
        boolean redrawOnly = (out.waiting() == 0 || out.redrawOnly()) && (err.waiting() == 0 || err.redrawOnly());
        long interval = redrawOnly ? Math.min(LONGEST_REDRAW_INTERVAL, (now - redrawnSince) / REDRAW_SHARE) : 0;
        if (now - sent >= Math.max(INTERVAL, interval) || waiting() > PLENTY) {
            send();
        }
    }

    /** Sends what waits; the stream that was written to last comes last. */
    void send() {
        send(latest == StreamType.OUT ? StreamType.ERR : StreamType.OUT);
        send(latest);
    }

    private void send(StreamType type) {
        StreamText text = stream(type);
        if (text.waiting() == 0) {
            return;
        }
        sent = System.nanoTime();
        if (!text.redrawOnly()) {
            redrawnSince = sent;
        }
        String taken = text.take();
        int from = 0;
        while (from < taken.length()) {
            int to = LongText.end(taken, from, LONGEST_PIECE);
            output.accept(type, taken.substring(from, to));
            from = to;
        }
    }
}
