package org.portlease.demo;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;
import org.portlease.radius.packet.BadPacketException;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;

/**
 * One port of the demonstration RADIUS server of the client provider North: answers each datagram
 * before it takes the next, on loopback only. Runs until it is closed.
 */
final class NorthServer implements Runnable, AutoCloseable {

    private static final int LARGEST_PACKET = 4096;
    private static final int IDENTIFIER = 1;
    private static final int AUTHENTICATOR = 4;
    private static final int ATTRIBUTES = 20;

    private final DatagramSocket socket;
    private final Secret secret;
    private final @Nullable WireTap tap;

    /**
     * @param port bound at once
     * @param secret shared with the proxy
     * @param tap where its datagrams are mirrored to, if anywhere
     */
    NorthServer(int port, Secret secret, @Nullable WireTap tap) throws IOException {
        this.socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.secret = secret;
        this.tap = tap;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[LARGEST_PACKET];
        while (!socket.isClosed()) {
            try {
                DatagramPacket in = new DatagramPacket(buffer, buffer.length);
                socket.receive(in);
                serve(in);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    DemoLog.LOG.northFailed(socket.getLocalPort(), String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private void serve(DatagramPacket in) throws IOException {
        byte[] datagram = Arrays.copyOf(in.getData(), in.getLength());
        if (tap != null) {
            tap.received(datagram);
        }
        Optional<byte[]> reply = reply(datagram);
        if (reply.isPresent()) {
            if (tap != null) {
                tap.sent(reply.get());
            }
            socket.send(new DatagramPacket(reply.get(), reply.get().length, in.getSocketAddress()));
        }
    }

    /** Empty for what is to be dropped in silence (RFC 2865 section 3). */
    private Optional<byte[]> reply(byte[] datagram) {
        try {
            Packet request =
                    PacketCodec.decodeRequest(
                            datagram, datagram.length, secret, MessageAuthenticatorPolicy.REQUIRED);
            int identifier = Byte.toUnsignedInt(datagram[IDENTIFIER]);
            byte[] authenticator = Arrays.copyOfRange(datagram, AUTHENTICATOR, ATTRIBUTES);
            return NorthAnswers.to(request)
                    .map(
                            reply ->
                                    PacketCodec.encodeReply(
                                            reply, request, identifier, authenticator, secret));
        } catch (BadPacketException e) {
            DemoLog.LOG.northDropped(e.reason().name());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
