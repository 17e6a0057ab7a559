package io.github.dkae.jupyter.channel;

import io.github.dkae.support.Arguments;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.zeromq.ZMQ;

/**
 * The five ZeroMQ sockets of a kernel. Each belongs to one thread, which alone uses it and closes it.
 *
 * <p>A client that connects before the sockets are bound is not lost: its messages wait on its side. Nothing is taken
 * from a socket before the handlers exist, since they are needed to make a connection.
 *
 * <p>Source: <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">Messaging in Jupyter</a>.
 */
public final class Connection {
    private static final int LINGER_MILLIS = 500;
    /** A client that has read nothing for a minute holds nobody up any longer. */
    private static final int PATIENCE_MILLIS = 60_000;

    private final KernelConnectionProperties properties;
    private final ZMQ.Context context = ZMQ.context(1);
    private final HMACGenerator signatures;
    private final PublishSocket iopub;
    private final StdinChannel stdin;
    private final Publisher publisher;
    private final InputRequests input;
    private volatile Thread publishing;

    /** @param properties addresses and key, as the client wrote them into the connection file */
    public Connection(KernelConnectionProperties properties) throws NoSuchAlgorithmException, InvalidKeyException {
        this.properties = Arguments.present("properties", properties);
        if (!"tcp".equals(properties.getTransport())) {
            throw new IllegalArgumentException("transport must be tcp, but was " + properties.getTransport());
        }
        context.setThreadFactor(MemoryShortage::enduring);
        signatures = properties.createHMACGenerator();
        iopub = new PublishSocket(context, signatures, PATIENCE_MILLIS);
        stdin = new StdinChannel(context, signatures);
        publisher = new Publisher(iopub);
        input = new InputRequests(context, stdin);
    }

    public Publisher publisher() {
        return publisher;
    }

    public InputRequests input() {
        return input;
    }

    /**
     * Binds the sockets and serves requests in this thread until {@link #close()}; those on the control channel,
     * such as interrupting, are served meanwhile.
     */
    public void serve(Map<MessageType<?>, RequestHandler<?>> handlers) {
        Heartbeat heartbeat = new Heartbeat(context);
        RequestChannel shell = new RequestChannel("Shell", context, signatures, properties.getShellPort(), publisher,
                handlers);
        RequestChannel control = new RequestChannel("Control", context, signatures, properties.getControlPort(),
                publisher, handlers);
        for (ZMQ.Socket socket : new ZMQ.Socket[] {iopub, stdin, shell, control}) {
            socket.setLinger(LINGER_MILLIS);
        }
        // Replies are short, and each has a client that waits for it.
        shell.setSndHWM(0);
        control.setSndHWM(0);
        iopub.bind(properties);
        stdin.bind(properties);
        control.bind(properties);
        shell.bind(properties);
        heartbeat.bind(properties);
        publisher.publish(null, PublishStatus.STARTING);
        publishing = start("Publisher", publisher::run);
        start("Input", input::run);
        start("Control", control::run);
        start("Heartbeat", heartbeat::run);
        shell.run();
    }

    /** Sends what waits to be sent, ends the threads and closes the sockets; waits for a cell that is running. */
    public void close() throws InterruptedException {
        publisher.close();
        input.close();
        if (publishing != null) {
            publishing.join(LINGER_MILLIS);
        }
        context.term();
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, "Kernel " + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
