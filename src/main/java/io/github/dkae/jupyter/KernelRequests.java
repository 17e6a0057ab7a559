package io.github.dkae.jupyter;

import com.google.gson.JsonObject;
import io.github.dkae.jupyter.channel.Publisher;
import io.github.dkae.jupyter.channel.Reply;
import io.github.dkae.jupyter.channel.RequestHandler;
import io.github.dkae.jupyter.shell.CodeAssistant;
import io.github.dkae.jupyter.shell.CodeAssistant.Completions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommOpenCommand;
import org.dflib.jjava.jupyter.messages.reply.CommInfoReply;
import org.dflib.jjava.jupyter.messages.reply.CompleteReply;
import org.dflib.jjava.jupyter.messages.reply.HistoryReply;
import org.dflib.jjava.jupyter.messages.reply.InspectReply;
import org.dflib.jjava.jupyter.messages.reply.InterruptReply;
import org.dflib.jjava.jupyter.messages.reply.IsCompleteReply;
import org.dflib.jjava.jupyter.messages.reply.KernelInfoReply;
import org.dflib.jjava.jupyter.messages.reply.ShutdownReply;
import org.dflib.jjava.jupyter.messages.request.CompleteRequest;
import org.dflib.jjava.jupyter.messages.request.InspectRequest;
import org.dflib.jjava.jupyter.messages.request.IsCompleteRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;

/** Answers the requests of clients. */
final class KernelRequests {
    private static final String NAME = "dkae";
    private static final List<HelpLink> HELP = List.of(
            new HelpLink("Java API", "https://docs.oracle.com/en/java/javase/17/docs/api/"),
            new HelpLink("Tablesaw", "https://jtablesaw.github.io/tablesaw/"),
            new HelpLink("XChart", "https://knowm.org/open-source/xchart/"));

    private final CellRequests cells;
    private final Publisher publisher;
    private final Supplier<CodeAssistant> assistant;
    private final Runnable shutdown;

    /**
     * @param cells     executes cells
     * @param assistant completes and documents code; asked for when first needed
     * @param shutdown  ends the kernel, from another thread
     */
    KernelRequests(CellRequests cells, Publisher publisher, Supplier<CodeAssistant> assistant, Runnable shutdown) {
        this.cells = cells;
        this.publisher = publisher;
        this.assistant = assistant;
        this.shutdown = shutdown;
    }

    Map<MessageType<?>, RequestHandler<?>> handlers() {
        Map<MessageType<?>, RequestHandler<?>> handlers = new HashMap<>();
        put(handlers, MessageType.KERNEL_INFO_REQUEST, request -> kernelInfo());
        put(handlers, MessageType.EXECUTE_REQUEST, cells::execute);
        put(handlers, MessageType.COMPLETE_REQUEST, this::complete);
        put(handlers, MessageType.INSPECT_REQUEST, this::inspect);
        put(handlers, MessageType.IS_COMPLETE_REQUEST, this::isComplete);
        put(handlers, MessageType.HISTORY_REQUEST, request -> Reply.of(new HistoryReply(List.of())));
        put(handlers, MessageType.COMM_INFO_REQUEST, request -> Reply.of(new CommInfoReply(Map.of())));
        put(handlers, MessageType.COMM_OPEN_COMMAND, this::refuseComm);
        put(handlers, MessageType.INTERRUPT_REQUEST, request -> {
            cells.interrupt();
            return Reply.of(new InterruptReply());
        });
        put(handlers, MessageType.SHUTDOWN_REQUEST, this::shutdown);
        return handlers;
    }

    /** Ties a handler to the type of its requests. */
    private static <T> void put(Map<MessageType<?>, RequestHandler<?>> handlers, MessageType<T> type,
            RequestHandler<T> handler) {
        handlers.put(type, handler);
    }

    private Reply kernelInfo() {
        String javaVersion = System.getProperty("java.version");
        String version = KernelRequests.class.getPackage().getImplementationVersion();
        LanguageInfo java = new LanguageInfo.Builder("Java")
                .version(javaVersion)
                .mimetype("text/x-java")
                .fileExtension(".jshell")
                .pygments("java")
                .codemirror("java")
                .build();
        return Reply.of(new KernelInfoReply(Header.PROTOCOL_VERISON, NAME, version == null ? "" : version, java,
                "Java " + javaVersion + " · deep kernelized autoencoders", HELP));
    }

    private Reply complete(Message<CompleteRequest> message) {
        String code = message.getContent().getCode();
        int cursor = offset(code, message.getContent().getCursorPos());
        Completions completions = assistant.get().complete(code, cursor);
        return Reply.of(new CompleteReply(completions.replacements(), code.codePointCount(0, completions.start()),
                code.codePointCount(0, cursor), Map.of()));
    }

    private Reply inspect(Message<InspectRequest> message) {
        String code = message.getContent().getCode();
        List<String> documentation = assistant.get().document(code, offset(code, message.getContent().getCursorPos()));
        DisplayData data = documentation.isEmpty()
                ? new DisplayData() : new DisplayData(String.join("\n\n", documentation));
        return Reply.of(new InspectReply(!documentation.isEmpty(), data));
    }

    private Reply isComplete(Message<IsCompleteRequest> message) {
        String code = message.getContent().getCode();
        return Reply.of(switch (assistant.get().completeness(code)) {
            case COMPLETE -> IsCompleteReply.VALID_CODE;
            case INVALID -> IsCompleteReply.INVALID_CODE;
            case INCOMPLETE -> IsCompleteReply.getIncompleteReplyWithIndent(assistant.get().indentAfter(code));
        });
    }

    /** There are no comm targets here; the protocol asks to close what can't be opened. */
    private Reply refuseComm(Message<CommOpenCommand> message) {
        publisher.publish(message, new CommCloseCommand(message.getContent().getCommID(),
                new JsonObject()));
        return null;
    }

    private Reply shutdown(Message<ShutdownRequest> message) {
        return Reply.of(message.getContent().isRestart()
                ? ShutdownReply.SHUTDOWN_AND_RESTART : ShutdownReply.SHUTDOWN).then(shutdown);
    }

    /** The protocol counts characters in Unicode code points, Java in UTF-16 units. */
    private static int offset(String code, int codePoints) {
        int length = code.codePointCount(0, code.length());
        return code.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, length)));
    }
}
