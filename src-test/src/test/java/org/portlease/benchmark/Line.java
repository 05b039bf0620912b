package org.portlease.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** A socket of the load generator to one port of the server, and whose each identifier is. */
final class Line implements AutoCloseable {

    private static final int IDENTIFIERS = 256;

    private static final int BUFFER = 4 << 20;

    private final DatagramChannel channel;
    private final @Nullable Lane[] waiting = new Lane[IDENTIFIERS];
    private final ByteBuffer in = ByteBuffer.allocateDirect(4096);
    private final byte[] reply = new byte[4096];
    private int length;
    private int next;

    Line(Selector selector, int port) throws IOException {
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Writes the lane's next request under a free identifier, and sends it. */
    void ask(Lane lane, NasRequests requests) throws IOException {
        while (waiting[next] != null) {
            next = (next + 1) % IDENTIFIERS;
        }
        waiting[next] = lane;
        lane.write(requests, next);
        next = (next + 1) % IDENTIFIERS;
        send(lane);
    }

    void send(Lane lane) throws IOException {
        lane.sent();
        channel.write(ByteBuffer.wrap(lane.request()));
    }

    void forget(Lane lane) {
        waiting[lane.identifier()] = null;
    }

    /** Whether there was a datagram to take. */
    boolean receive() throws IOException {
        length = channel.read(in.clear());
        if (length <= 0) {
            return false;
        }
        in.flip().get(reply, 0, length);
        return true;
    }

    /** Whose the datagram is that was received last, if it is properly signed. */
    @Nullable Lane answered(NasRequests requests) {
        Lane lane = length < 20 ? null : waiting[Byte.toUnsignedInt(reply[1])];
        if (lane == null || !requests.answers(reply, length, lane.request())) {
            return null;
        }
        waiting[lane.identifier()] = null;
        return lane;
    }

    int code() {
        return Byte.toUnsignedInt(reply[0]);
    }

    /** All attributes of that type in the datagram that was received last. */
    byte[] attributes(int type) {
        return RawAttributes.of(type, reply, length);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
