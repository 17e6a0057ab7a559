package io.github.dkae.jupyter.channel;

import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/** Returns what it is sent, at once, so that clients see that the kernel lives. */
final class Heartbeat {
    private final ZMQ.Socket socket;

    Heartbeat(ZMQ.Context context) {
        socket = context.socket(SocketType.REP);
    }

    void bind(KernelConnectionProperties connection) {
        socket.bind(connection.getTransport() + "://" + connection.getIp() + ":" + connection.getHbPort());
    }

    void run() {
        try {
            byte[] beat = null;
            while (true) {
                try {
                    beat = beat == null ? socket.recv() : beat;
                    if (beat != null) {
                        socket.send(beat);
                        beat = null;
                    }
                } catch (OutOfMemoryError e) {
                    MemoryShortage.pause();
                }
            }
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZError.ETERM) {
                throw e;
            }
        } finally {
            socket.close();
        }
    }
}
