package org.portlease.test.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A NAS at an address of loopback that asks one server. It opens as many UDP ports as its
 * outstanding requests need identifiers: 256 a port. Safe for several threads.
 */
public final class TestNas implements AutoCloseable {

    private final InetAddress source;
    private final byte[] secret;
    private final InetSocketAddress authentication;
    private final InetSocketAddress accounting;
    private final List<Door> doors = new ArrayList<>();

    public TestNas(String source, String secret, int authPort, int acctPort) {
        try {
            this.source = InetAddress.getByName(source);
            this.secret = secret.getBytes(StandardCharsets.UTF_8);
            InetAddress server = InetAddress.getByName("127.0.0.1");
            this.authentication = new InetSocketAddress(server, authPort);
            this.accounting = new InetSocketAddress(server, acctPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends to the authentication port, or, an Accounting-Request, to the accounting port. */
    public Exchange send(Draft draft) {
        return freeDoor().send(draft);
    }

    /** Takes Disconnect- and CoA-Requests at that port of its address; the caller closes it. */
    public NasControl control(int port) {
        return new NasControl(source, port, secret);
    }

    /** Sends the octets as they are to the authentication port; an answer is matched by them. */
    public Exchange sendRaw(byte[] octets) {
        return freeDoor().sendRaw(octets, authentication);
    }

    /** As {@link #sendRaw}, to the accounting port. */
    public Exchange accountRaw(byte[] octets) {
        return freeDoor().sendRaw(octets, accounting);
    }

    /** The draft's octets, signed with this NAS's secret, to be spoiled before they are sent. */
    public byte[] encode(Draft draft) {
        return draft.request(0, secret);
    }

    private synchronized Door freeDoor() {
        for (Door door : doors) {
            if (door.hasRoom()) {
                return door;
            }
        }
        Door door = new Door();
        doors.add(door);
        return door;
    }

    @Override
    public synchronized void close() {
        doors.forEach(Door::close);
    }

    /** One source port and its 256 identifiers, used in turn. */
    private final class Door {

        private final DatagramSocket socket;
        private final @Nullable Exchange[] exchanges = new Exchange[256];
        private final @Nullable Exchange[] earlier = new Exchange[256];
        private int next;

        Door() {
            try {
                socket = new DatagramSocket(new InetSocketAddress(source, 0));
                socket.setReceiveBufferSize(4 << 20);
            } catch (SocketException e) {
                throw new UncheckedIOException(e);
            }
            Thread receiver = new Thread(this::receive, "nas " + socket.getLocalSocketAddress());
            receiver.setDaemon(true);
            receiver.start();
        }

        synchronized boolean hasRoom() {
            Exchange oldest = exchanges[next];
            return oldest == null || oldest.isAnswered();
        }

        synchronized Exchange send(Draft draft) {
            byte[] octets = draft.request(next, secret);
            return sendRaw(
                    octets, octets[0] == Wire.ACCOUNTING_REQUEST ? accounting : authentication);
        }

        synchronized Exchange sendRaw(byte[] octets, InetSocketAddress to) {
            Exchange exchange = new Exchange(octets, datagram -> transmit(datagram, to));
            int slot = octets.length > 1 ? octets[1] & 0xFF : next;
            earlier[slot] = exchanges[slot];
            exchanges[slot] = exchange;
            next = (next + 1) % exchanges.length;
            transmit(octets, to);
            return exchange;
        }

        private void transmit(byte[] octets, InetSocketAddress to) {
            try {
                socket.send(new DatagramPacket(octets, octets.length, to));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void receive() {
            byte[] buffer = new byte[4096];
            while (!socket.isClosed()) {
                try {
                    DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
                    socket.receive(datagram);
                    byte[] octets = Arrays.copyOf(buffer, datagram.getLength());
                    Exchange exchange = exchangeOf(octets);
                    if (exchange != null) {
                        exchange.arrived(octets, secret);
                    }
                } catch (IOException e) {
                    // closed, or the server's port is not bound at the moment
                }
            }
        }

        /** The exchange it answers: the last of its identifier, or, late and again, that before. */
        private synchronized @Nullable Exchange exchangeOf(byte[] reply) {
            if (reply.length < 2) {
                return null;
            }
            Exchange before = earlier[reply[1] & 0xFF];
            return before != null && before.isAnsweredBy(reply, secret)
                    ? before
                    : exchanges[reply[1] & 0xFF];
        }

        void close() {
            socket.close();
        }
    }
}
