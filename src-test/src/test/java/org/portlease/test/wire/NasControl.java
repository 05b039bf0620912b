package org.portlease.test.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A NAS's server of dynamic authorization (RFC 5176): takes Disconnect- and CoA-Requests, answers
 * by a script, does what it is asked otherwise, and remembers every request. A wrong authenticator
 * fails whoever looks at what was received.
 */
public final class NasControl implements AutoCloseable {

    private final byte[] secret;
    private final DatagramSocket socket;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private volatile Function<Received, Answer> script =
            request -> Answer.acknowledged(request.packet());

    NasControl(InetAddress address, int port, byte[] secret) {
        this.secret = secret.clone();
        try {
            socket = new DatagramSocket(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread receiver = new Thread(this::serve, "control of " + address);
        receiver.setDaemon(true);
        receiver.start();
    }

    public NasControl onRequest(Function<Received, Answer> answers) {
        script = answers;
        return this;
    }

    /** The distinct requests of that code so far. */
    public List<Received> requests(int code) {
        return datagrams().stream()
                .filter(request -> request.packet().code() == code && !request.retransmission())
                .toList();
    }

    /** The distinct requests of that code for the session of that Acct-Session-Id. */
    public List<Received> requests(int code, String acctSessionId) {
        return requests(code).stream()
                .filter(r -> r.packet().text(Wire.ACCT_SESSION_ID).equals(acctSessionId))
                .toList();
    }

    /**
     * Every datagram so far, retransmissions too.
     *
     * @throws AssertionError where one was not made with the NAS's secret
     */
    public List<Received> datagrams() {
        if (!faults.isEmpty()) {
            throw new AssertionError("the NAS received: " + faults);
        }
        return List.copyOf(received);
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
                socket.receive(datagram);
                byte[] octets = Arrays.copyOf(buffer, datagram.getLength());
                take(octets, (InetSocketAddress) datagram.getSocketAddress());
            } catch (IOException e) {
                // closed, or the asker's port went away before the answer
            }
        }
    }

    private void take(byte[] octets, InetSocketAddress source) throws IOException {
        WirePacket packet;
        try {
            packet = WirePacket.parse(octets);
            if (!packet.isGenuineRequest(secret)) {
                throw new AssertionError("a request without a valid authenticator: " + packet);
            }
        } catch (AssertionError e) {
            faults.add(e.getMessage() + " in " + HexFormat.of().formatHex(octets));
            return;
        }
        boolean again = !seen.add(source + " " + HexFormat.of().formatHex(octets));
        String secretText = new String(secret, StandardCharsets.UTF_8);
        Received request = new Received(packet, source, secretText, again, System.nanoTime());
        received.add(request);
        Draft draft = script.apply(request).draft();
        if (draft != null) {
            byte[] reply = draft.answer(packet, secret);
            socket.send(new DatagramPacket(reply, reply.length, source));
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
