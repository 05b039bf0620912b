package org.portlease.benchmark;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Sends one Access-Request again and again until it is answered. */
final class FirstAnswer {

    private static final int AGAIN_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private FirstAnswer() {}

    /**
     * @param isAlive whether there is still something to wait for
     */
    static void await(int port, String secret, BooleanSupplier isAlive) throws IOException {
        var requests = new NasRequests(secret, "first-" + System.currentTimeMillis());
        byte[] request = requests.access(0, 0);
        byte[] reply = new byte[4096];
        long limit = System.nanoTime() + PATIENCE.toNanos();
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(AGAIN_MILLIS);
            var sent =
                    new DatagramPacket(
                            request, request.length, InetAddress.getLoopbackAddress(), port);
            var received = new DatagramPacket(reply, reply.length);
            while (isAlive.getAsBoolean() && System.nanoTime() < limit) {
                socket.send(sent);
                if (hasCome(socket, received)
                        && requests.answers(reply, received.getLength(), request)) {
                    return;
                }
            }
        }
        throw new IOException("nothing has answered at port " + port);
    }

    private static boolean hasCome(DatagramSocket socket, DatagramPacket packet)
            throws IOException {
        try {
            socket.receive(packet);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
