package io.github.dkae.jupyter;

import io.github.dkae.jupyter.channel.InputRequests;
import io.github.dkae.jupyter.channel.LongText;
import io.github.dkae.jupyter.channel.Publisher;
import io.github.dkae.jupyter.channel.Reply;
import io.github.dkae.jupyter.render.Renderers;
import io.github.dkae.jupyter.shell.CellEvaluator;
import io.github.dkae.jupyter.shell.CellFailure;
import io.github.dkae.support.Progress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/** Executes cells and publishes what they show. */
final class CellRequests {
    private final Supplier<CellEvaluator> evaluator;
    private final Renderers renderers;
    private final Publisher publisher;
    private final InputRequests input;
    private final ProgressDisplay progress;
    private volatile Message<ExecuteRequest> cell;
    private volatile String lastDisplay;
    private int executionCount;

    /** @param evaluator evaluates code; asked for when first needed, and may wait until it is ready */
    CellRequests(Supplier<CellEvaluator> evaluator, Renderers renderers, Publisher publisher, InputRequests input) {
        this.evaluator = evaluator;
        this.renderers = renderers;
        this.publisher = publisher;
        this.input = input;
        this.progress = new ProgressDisplay((data, update) -> {
            if (update) {
                publisher.publish(new PublishUpdateDisplayData(data));
            } else {
                publisher.publish(new PublishDisplayData(data));
            }
        }, System::nanoTime);
    }

    Reply execute(Message<ExecuteRequest> message) {
        Reply reply = executed(message);
        publisher.awaitSent();
        return reply;
    }

    private Reply executed(Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        boolean silent = request.isSilent();
        cell = message;
        lastDisplay = null;
        publisher.setCell(message);
        if (!silent) {
            executionCount++;
            publisher.publish(message, new PublishExecuteInput(request.getCode(), executionCount));
        }
        try {
            Optional<Object> value = evaluated(request.getCode());
            if (!silent) {
                value.ifPresent(this::publishResult);
            }
            return Reply.of(new ExecuteReply(executionCount, Map.of()));
        } catch (CellFailure failure) {
            return failed(message, failure.name(), LongText.shortened(failure.getMessage()),
                    LongText.shortened(failure.report()));
        } catch (RuntimeException | Error e) {
            // An object whose text or picture can't be made, as a list that holds itself, or JShell: tell it and go on.
            String why = LongText.shortened(Objects.requireNonNullElse(e.getMessage(), "no reason given"));
            return failed(message, e.getClass().getSimpleName(), why,
                    List.of("The notebook kernel could not finish this cell: " + e.getClass().getName() + ": " + why));
        }
    }

    private Optional<Object> evaluated(String code) throws CellFailure {
        try {
            return evaluator.get().evaluate(code, executionCount);
        } finally {
            progress.endCell();
        }
    }

    private Reply failed(Message<ExecuteRequest> message, String name, String value, List<String> report) {
        if (!message.getContent().isSilent()) {
            publisher.publish(message, new PublishError(name, value, report));
        }
        ErrorReply error = new ErrorReply(name, value, report);
        error.setExecutionCount(executionCount);
        return Reply.error(ExecuteReply.MESSAGE_TYPE, error, message.getContent().shouldStopOnError());
    }

    private void publishResult(Object value) {
        // display(x) gives an identifier, which is no result that a reader wants to see.
        if (value == lastDisplay) {
            return;
        }
        List<DisplayData> shown = renderers.render(value);
        for (DisplayData part : shown.subList(0, shown.size() - 1)) {
            publisher.publish(new PublishDisplayData(part));
        }
        publisher.publish(new PublishExecuteResult(executionCount, shown.get(shown.size() - 1)));
    }

    /** Shows an object below the running cell, and returns an identifier of it. */
    String display(Object value) {
        String id = UUID.randomUUID().toString();
        List<DisplayData> shown = renderers.render(value);
        for (int i = 0; i < shown.size(); i++) {
            DisplayData part = new DisplayData(shown.get(i));
            part.setDisplayId(i == 0 ? id : id + "-" + i);
            publisher.publish(new PublishDisplayData(part));
        }
        lastDisplay = id;
        return id;
    }

    /** Where the code of cells shows how far it is. */
    Progress progress() {
        return progress;
    }

    /** A line that the user types; null when the client can't ask for one. */
    String readLine() throws InterruptedException {
        Message<ExecuteRequest> asking = cell;
        return asking != null && asking.getContent().isStdinEnabled() ? input.ask(asking, "") : null;
    }

    void interrupt() {
        publisher.stopWaiting();
        evaluator.get().interrupt();
    }
}
