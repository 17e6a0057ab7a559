package io.github.dkae.jupyter.channel;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.reply.InputReply;
import org.dflib.jjava.jupyter.messages.request.InputRequest;
import org.zeromq.ZMQ;

/** Asks the client's user for lines of input; a thread of its own uses the socket, so waiting can be interrupted. */
public final class InputRequests {
    private static final int TICK_MILLIS = 50;

    private final StdinChannel socket;
    private final ZMQ.Poller poller;
    private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();
    private volatile boolean closing;

    private record Question(MessageContext cell, String prompt, CompletableFuture<String> answer) {}

    InputRequests(ZMQ.Context context, StdinChannel socket) {
        this.socket = socket;
        this.poller = context.poller(1);
        poller.register(socket, ZMQ.Poller.POLLIN);
    }

    /**
     * The line that the user types.
     *
     * @param cell   the request whose client is asked
     * @param prompt shown beside the input field
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public String ask(MessageContext cell, String prompt) throws InterruptedException {
        Question question = new Question(cell, prompt, new CompletableFuture<>());
        questions.add(question);
        try {
            return question.answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("No input", e.getCause());
        } finally {
            question.answer.cancel(false);
        }
    }

    /** Asks the questions that come until {@link #close()}, then closes the socket. */
    void run() {
        Question question = null;
        try {
            while (!closing) {
                try {
                    question = question == null ? questions.poll(TICK_MILLIS, TimeUnit.MILLISECONDS) : question;
                    if (question != null) {
                        dropLateAnswers();
                        put(question);
                        question = null;
                    }
                } catch (OutOfMemoryError e) {
                    // A cell fills the heap, which ends it; the question is asked again once there is memory.
                    MemoryShortage.pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            poller.close();
            socket.close();
        }
    }

    private void dropLateAnswers() {
        while (poller.poll(0) > 0) {
            socket.readMessage();
        }
    }

    private void put(Question question) {
        try {
            socket.sendMessage(new Message<>(question.cell, InputRequest.MESSAGE_TYPE,
                    new InputRequest(question.prompt, false)));
            while (!closing && !question.answer.isDone()) {
                if (poller.poll(TICK_MILLIS) > 0) {
                    question.answer.complete(socket.readMessage(InputReply.MESSAGE_TYPE).getContent().getValue());
                }
            }
        } catch (RuntimeException e) {
            question.answer.completeExceptionally(e);
        }
    }

    void close() {
        closing = true;
    }
}
