package org.portlease.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.portlease.test.wire.WirePacket;

/**
 * Reads what the server mirrors to {@code PORTLEASE_DEMO_TAP}: each datagram of North's RADIUS
 * server, and each decision of the built-in Master. The server mirrors before it sends, and
 * loopback keeps the order: when the NAS has its reply, all that led to it can be read.
 */
final class TapReader implements AutoCloseable {

    private final DatagramChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(8192);

    TapReader() throws IOException {
        channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** The value for {@code PORTLEASE_DEMO_TAP}. */
    String address() throws IOException {
        return "127.0.0.1:" + ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** What was mirrored since the last call, in order; does not wait. */
    List<Arrow> drain() throws IOException {
        List<Arrow> arrows = new ArrayList<>();
        while (channel.receive(buffer.clear()) != null) {
            buffer.flip();
            char kind = (char) buffer.get();
            byte[] content = new byte[buffer.remaining()];
            buffer.get(content);
            switch (kind) {
                case 'R' ->
                        arrows.add(
                                PacketView.arrow(
                                        Party.PROXY, Party.NORTH, WirePacket.parse(content)));
                case 'S' ->
                        arrows.add(
                                PacketView.arrow(
                                        Party.NORTH, Party.PROXY, WirePacket.parse(content)));
                case 'D' -> arrows.addAll(decision(new String(content, StandardCharsets.UTF_8)));
                default -> throw new IOException("the tap brought something of kind " + kind);
            }
        }
        return arrows;
    }

    /** A decision is four lines: what was asked, about whom, what was answered, and why. */
    private static List<Arrow> decision(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != 4) {
            throw new IllegalArgumentException(
                    "expected a decision of four lines, but got " + lines.size());
        }
        // as packets are named, to fit between the lifelines
        String request = lines.get(0).replace("Interim-Update", "Interim");
        String identifier = lines.get(1);
        List<String> answer = new ArrayList<>(List.of(identifier));
        answer.addAll(List.of(lines.get(3).split(": ", -1)));
        return List.of(
                new Arrow(Party.PROXY, Party.MASTER, true, request, List.of(identifier)),
                new Arrow(Party.MASTER, Party.PROXY, true, lines.get(2), answer));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
