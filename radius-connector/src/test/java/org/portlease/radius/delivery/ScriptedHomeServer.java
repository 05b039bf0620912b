package org.portlease.radius.delivery;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;
import org.portlease.radius.packet.BadPacketException;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;

/** A home server on a loopback socket of its own; it keeps what it received. */
final class ScriptedHomeServer implements AutoCloseable {

    static final Secret SECRET = Secret.of("home-secret");

    /** What came, and from which of our sockets. */
    record Received(byte[] datagram, SocketAddress source) {

        Packet packet() throws BadPacketException {
            return packet(SECRET);
        }

        Packet packet(Secret secret) throws BadPacketException {
            return PacketCodec.decodeRequest(
                    datagram, datagram.length, secret, MessageAuthenticatorPolicy.REQUIRED);
        }
    }

    /** Does what it likes with a request. */
    interface Script {
        void take(ScriptedHomeServer self, Received request) throws Exception;
    }

    final List<Received> received = new CopyOnWriteArrayList<>();
    private final DatagramSocket socket;
    private volatile Script script;

    ScriptedHomeServer(Script script) throws IOException {
        this.script = script;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setReceiveBufferSize(1 << 22);
        Thread thread = new Thread(this::run, "scripted home server");
        thread.setDaemon(true);
        thread.start();
    }

    static ScriptedHomeServer silent() throws IOException {
        return new ScriptedHomeServer((self, request) -> {});
    }

    static ScriptedHomeServer answering(Code code) throws IOException {
        return answering(code, SECRET);
    }

    /** A NAS, say, which shares another secret with us. */
    static ScriptedHomeServer answering(Code code, Secret secret) throws IOException {
        return new ScriptedHomeServer(
                (self, request) -> self.answer(request, Packet.of(code), secret, secret));
    }

    void follow(Script other) {
        script = other;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void answer(Received request, Packet answer, Secret secret)
            throws IOException, BadPacketException {
        answer(request, answer, secret, SECRET);
    }

    /**
     * @param secret what the answer is signed with
     * @param asked what the request was
     */
    void answer(Received request, Packet answer, Secret secret, Secret asked)
            throws IOException, BadPacketException {
        send(
                PacketCodec.encodeReply(
                        answer,
                        request.packet(asked),
                        PacketCodec.identifier(request.datagram()),
                        PacketCodec.authenticator(request.datagram()),
                        secret),
                request.source());
    }

    void send(byte[] datagram, SocketAddress to) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, to));
    }

    private void run() {
        try {
            while (!socket.isClosed()) {
                DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
                socket.receive(packet);
                Received request =
                        new Received(
                                Arrays.copyOf(packet.getData(), packet.getLength()),
                                packet.getSocketAddress());
                received.add(request);
                script.take(this, request);
            }
        } catch (SocketException closed) {
            return;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
