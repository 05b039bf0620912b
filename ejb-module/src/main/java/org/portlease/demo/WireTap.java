package org.portlease.demo;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.portlease.endpoint.DecisionMade;

/**
 * Mirrors what the demonstration shows to whoever draws it, on a loopback port: one octet that says
 * what it is, then a datagram as it was on the wire, or a decision as lines of text. A mirror that
 * nobody looks into costs nothing but the send.
 */
final class WireTap implements AutoCloseable {

    private static final char RECEIVED = 'R';
    private static final char SENT = 'S';
    private static final char DECIDED = 'D';

    private final DatagramSocket socket;
    private final InetSocketAddress target;

    /**
     * @param setting the value of {@code PORTLEASE_DEMO_TAP}, "host:port" of this machine
     * @throws IllegalStateException where it is no such address: datagrams of a demonstration leave
     *     the machine for nobody
     */
    WireTap(String setting) throws IOException {
        target = target(setting);
        socket = new DatagramSocket(new InetSocketAddress(target.getAddress(), 0));
    }

    static InetSocketAddress target(String setting) {
        int colon = setting.lastIndexOf(':');
        try {
            InetAddress address = InetAddress.getByName(setting.substring(0, Math.max(0, colon)));
            int port = Integer.parseInt(setting.substring(colon + 1));
            if (colon > 0 && address.isLoopbackAddress()) {
                return new InetSocketAddress(address, port);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(refusal(setting), e);
        }
        throw new IllegalStateException(refusal(setting));
    }

    private static String refusal(String setting) {
        return "PORTLEASE_DEMO_TAP must be a loopback address and a port, like 127.0.0.1:5555, but"
                + " is '"
                + setting
                + "'";
    }

    void received(byte[] datagram) {
        mirror(RECEIVED, datagram);
    }

    /** To be called before the datagram is sent: whoever gets it may then look here at once. */
    void sent(byte[] datagram) {
        mirror(SENT, datagram);
    }

    void decided(DecisionMade decision) {
        String text =
                String.join(
                        "\n",
                        decision.request(),
                        decision.identifier(),
                        decision.answer(),
                        decision.explanation());
        mirror(DECIDED, text.getBytes(StandardCharsets.UTF_8));
    }

    private void mirror(char kind, byte[] content) {
        byte[] octets =
                ByteBuffer.allocate(1 + content.length).put((byte) kind).put(content).array();
        try {
            socket.send(new DatagramPacket(octets, octets.length, target));
        } catch (IOException e) {
            DemoLog.LOG.debugf("the tap at %s takes nothing: %s", target, e.getMessage());
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
