package org.portlease.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.WirePacket;

/** A NAS's UDP port and its 256 identifiers, used in turn. Its actor's, but for the receiver. */
final class Line implements AutoCloseable {

    private static final int IDENTIFIERS = 256;

    private final DatagramSocket socket;
    private final byte[] secret;
    private final @Nullable Slot[] slots = new Slot[IDENTIFIERS];
    private int next;

    /** Who waits for the answer to a request. */
    private record Slot(byte[] authenticator, Consumer<WirePacket> onReply) {}

    /** A request that has an identifier, until it is released. */
    record Request(Line line, int identifier, byte[] octets) {

        void send(InetSocketAddress to) {
            line.transmit(octets, to);
        }

        void release() {
            line.slots[identifier] = null;
        }
    }

    Line(String address, byte[] secret, Actor actor) {
        this.secret = secret;
        try {
            socket = new DatagramSocket(new InetSocketAddress(address, 0));
            socket.setReceiveBufferSize(1 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread receiver = new Thread(() -> receive(actor), "line " + address);
        receiver.setDaemon(true);
        receiver.start();
    }

    boolean isFree() {
        return slots[next] == null;
    }

    /**
     * Gives the draft the next identifier.
     *
     * @throws IllegalStateException where that one still waits for its answer
     */
    Request take(Draft draft, Consumer<WirePacket> onReply) {
        if (!isFree()) {
            throw new IllegalStateException("identifier " + next + " is under way");
        }
        int identifier = next;
        next = (next + 1) % IDENTIFIERS;
        byte[] octets = draft.request(identifier, secret);
        slots[identifier] = new Slot(Arrays.copyOfRange(octets, 4, 20), onReply);
        return new Request(this, identifier, octets);
    }

    /** Nobody waits for anything any more. */
    void releaseAll() {
        Arrays.fill(slots, null);
    }

    private void transmit(byte[] octets, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(octets, octets.length, to));
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void receive(Actor actor) {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
                socket.receive(datagram);
                byte[] octets = Arrays.copyOf(buffer, datagram.getLength());
                actor.soon(() -> arrived(octets));
            } catch (IOException e) {
                // closed, or the server is away
            }
        }
    }

    /** A late answer to an earlier request of the same identifier is nobody's. */
    private void arrived(byte[] octets) {
        WirePacket reply = WirePacket.parse(octets);
        Slot slot = slots[reply.identifier()];
        if (slot != null && reply.answers(slot.authenticator(), secret)) {
            slot.onReply().accept(reply);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
