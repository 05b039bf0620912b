package org.portlease.radius.delivery;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.BadPacketException;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;

/** A NAS, or somebody else who asks, on a loopback socket of its own. */
final class Nas implements AutoCloseable {

    static final Secret SECRET = Secret.of("testing123");

    private static final int PATIENCE_MILLIS = 20_000;

    private final SecureRandom random = new SecureRandom();
    private final DatagramSocket socket;

    Nas() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static Packet accessRequest(String user) {
        return Packet.of(Code.ACCESS_REQUEST)
                .addText(AttributeTypes.USER_NAME, user)
                .add(AttributeTypes.USER_PASSWORD, "secret of it".getBytes(StandardCharsets.UTF_8));
    }

    static Packet accounting(int status, String session) {
        return Packet.of(Code.ACCOUNTING_REQUEST)
                .addNumber(AttributeTypes.ACCT_STATUS_TYPE, status)
                .addText(AttributeTypes.ACCT_SESSION_ID, session);
    }

    byte[] encode(Packet packet, int identifier) {
        return encode(packet, identifier, SECRET);
    }

    byte[] encode(Packet packet, int identifier, Secret secret) {
        byte[] authenticator = new byte[16];
        random.nextBytes(authenticator);
        return PacketCodec.encodeRequest(packet, identifier, authenticator, secret, null);
    }

    void send(byte[] datagram, InetSocketAddress to) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, to));
    }

    /** The next datagram; fails where none comes. */
    byte[] receive() throws IOException {
        return receive(Duration.ofMillis(PATIENCE_MILLIS))
                .orElseThrow(() -> new AssertionError("no reply came to the NAS"));
    }

    Optional<byte[]> receive(Duration patience) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.setSoTimeout((int) patience.toMillis());
        try {
            socket.receive(packet);
            return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
        } catch (SocketTimeoutException nothing) {
            return Optional.empty();
        }
    }

    /** The next datagram, verified as the answer to a request that we sent. */
    Packet receiveAnswerTo(byte[] request) throws IOException, BadPacketException {
        return answer(receive(), request, SECRET);
    }

    static Packet answer(byte[] datagram, byte @Nullable [] request, Secret secret)
            throws BadPacketException {
        if (request == null
                || PacketCodec.identifier(datagram) != PacketCodec.identifier(request)) {
            throw new AssertionError("an answer with the identifier of no request");
        }
        return PacketCodec.decodeResponse(
                datagram,
                datagram.length,
                PacketCodec.authenticator(request),
                secret,
                MessageAuthenticatorPolicy.OPTIONAL);
    }

    Packet ask(Packet request, int identifier, InetSocketAddress to)
            throws IOException, BadPacketException {
        return ask(request, identifier, to, SECRET);
    }

    Packet ask(Packet request, int identifier, InetSocketAddress to, Secret secret)
            throws IOException, BadPacketException {
        byte[] datagram = encode(request, identifier, secret);
        send(datagram, to);
        return answer(receive(), datagram, secret);
    }

    @Override
    public void close() {
        socket.close();
    }
}
