package io.github.dkae.jupyter.channel;

import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Publishes messages to all clients and drops none: while a client takes no more, sending waits.
 *
 * <p>A client whose process is suspended must not hold up the kernel for ever. One that has taken nothing for long is
 * passed over until it reads again.
 */
final class PublishSocket extends JupyterSocket {
    /** Messages that wait for a client beside those that the operating system and the client itself hold. */
    private static final int MOST_WAITING = 8;
    /** Waiting is counted in ticks, so that a machine that was suspended doesn't use up a client's time. */
    private static final int TICK_MILLIS = 100;

    private final int patienceMillis;
    private boolean passedOver;

    /** @param patienceMillis how long to wait for a client that takes nothing */
    PublishSocket(ZMQ.Context context, HMACGenerator signatures, int patienceMillis) {
        super(context, SocketType.PUB, signatures, LoggerFactory.getLogger("Publish"));
        this.patienceMillis = patienceMillis;
        setXpubNoDrop(true);
        setSndHWM(MOST_WAITING);
        setSendTimeOut(TICK_MILLIS);
    }

    @Override
    public void bind(KernelConnectionProperties connection) {
        bind(formatAddress(connection.getTransport(), connection.getIp(), connection.getIopubPort()));
    }

    /** Sends a part of a message; only the first part ever waits. */
    @Override
    public boolean send(byte[] part, int flags) {
        for (int waited = 0; waited < patienceMillis; waited += TICK_MILLIS) {
            if (super.send(part, flags)) {
                return true;
            }
        }
        passedOver = true;
        // A full pipe that drops one message is left alone until its client reads from it.
        setXpubNoDrop(false);
        try {
            return super.send(part, flags);
        } finally {
            setXpubNoDrop(true);
        }
    }

    /** Whether a client was passed over since this was last asked. */
    boolean takePassedOver() {
        boolean taken = passedOver;
        passedOver = false;
        return taken;
    }
}
