package io.github.dkae.jupyter.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

class PublishSocketTest {
    private static final int MESSAGES = 200;
    private static final int PART = 200_000;

    private final ZMQ.Context context = ZMQ.context(1);
    private ZMQ.Socket idle;
    private ZMQ.Socket busy;

    /** A socket with two clients that have subscribed: one has little room, the other reads on a thread of its own. */
    private PublishSocket socket(int patienceMillis) throws InterruptedException {
        PublishSocket socket = new PublishSocket(context, HMACGenerator.NO_AUTH_INSTANCE, patienceMillis);
        socket.setLinger(0);
        int port = socket.bindToRandomPort("tcp://127.0.0.1");
        idle = client(port);
        busy = client(port);
        for (ZMQ.Socket client : new ZMQ.Socket[] {idle, busy}) {
            client.setReceiveTimeOut(50);
            while (client.recv() == null) {
                socket.send("hello");
            }
            while (client.recv() != null) {
                Thread.onSpinWait();
            }
            client.setReceiveTimeOut(20_000);
        }
        while (idle.recv(ZMQ.DONTWAIT) != null) {
            Thread.onSpinWait();
        }
        return socket;
    }

    private ZMQ.Socket client(int port) {
        ZMQ.Socket client = context.socket(SocketType.SUB);
        client.setLinger(0);
        client.setRcvHWM(1);
        client.setReceiveBufferSize(8_192);
        client.subscribe(ZMQ.SUBSCRIPTION_ALL);
        client.connect("tcp://127.0.0.1:" + port);
        return client;
    }

    private static void assertReceivesAll(ZMQ.Socket client) {
        for (int i = 0; i < MESSAGES; i++) {
            assertEquals(Integer.toString(i), client.recvStr());
            assertTrue(client.hasReceiveMore());
            assertEquals(PART, client.recv().length);
            assertFalse(client.hasReceiveMore());
        }
    }

    private static void sendAll(PublishSocket socket) {
        for (int i = 0; i < MESSAGES; i++) {
            socket.sendMore(Integer.toString(i));
            socket.send(new byte[PART]);
        }
    }

    @AfterEach
    void close() {
        idle.close();
        busy.close();
        context.term();
    }

    @Test
    void clientThatReadsLateMissesNothing() throws Exception {
        PublishSocket socket = socket(60_000);
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendAll(socket));
        CompletableFuture<Void> read = CompletableFuture.runAsync(() -> assertReceivesAll(busy));
        Thread.sleep(500);
        assertFalse(sent.isDone());
        assertReceivesAll(idle);
        CompletableFuture.allOf(sent, read).get(20, TimeUnit.SECONDS);
        assertFalse(socket.takePassedOver());
        socket.close();
    }

    @Test
    void clientThatReadsNothingIsPassedOverUntilItReadsAgain() throws Exception {
        PublishSocket socket = socket(300);
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendAll(socket));
        assertReceivesAll(busy);
        sent.get(20, TimeUnit.SECONDS);
        assertTrue(socket.takePassedOver());
        assertFalse(socket.takePassedOver());
        idle.setReceiveTimeOut(500);
        while (idle.recv() != null) {
            Thread.onSpinWait();
        }
        socket.send("again");
        assertEquals("again", idle.recvStr());
        assertNotNull(busy.recv());
        socket.close();
    }

    @Test
    void clientThatGoesAwayHoldsNobodyUp() throws Exception {
        PublishSocket socket = socket(60_000);
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendAll(socket));
        CompletableFuture<Void> read = CompletableFuture.runAsync(() -> assertReceivesAll(busy));
        Thread.sleep(300);
        idle.close();
        CompletableFuture.allOf(sent, read).get(20, TimeUnit.SECONDS);
        socket.close();
    }
}
