package org.portlease.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;

/** A client provider's RADIUS server that accepts whatever comes, at once. Runs for ever. */
final class InstantServer implements Runnable {

    private static final byte[] CLASS = "csp-class".getBytes(StandardCharsets.UTF_8);
    private static final int BUFFER = 4 << 20;

    private final Selector selector;
    private final FastWriter writer;
    private final AtomicLong answered = new AtomicLong();

    InstantServer(int authPort, int acctPort, String secret) throws IOException {
        selector = Selector.open();
        writer = new FastWriter(secret);
        bind(authPort);
        bind(acctPort);
    }

    private void bind(int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.register(selector, SelectionKey.OP_READ);
    }

    long answered() {
        return answered.get();
    }

    @Override
    public void run() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
        try {
            while (true) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    serve((DatagramChannel) key.channel(), buffer);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the client provider's server has failed", e);
        }
    }

    private void serve(DatagramChannel channel, ByteBuffer buffer) throws IOException {
        SocketAddress from = channel.receive(buffer.clear());
        while (from != null) {
            byte[] octets = new byte[buffer.flip().remaining()];
            buffer.get(octets);
            channel.send(ByteBuffer.wrap(reply(WirePacket.parse(octets))), from);
            answered.incrementAndGet();
            from = channel.receive(buffer.clear());
        }
    }

    private byte[] reply(WirePacket request) {
        if (request.code() == Wire.ACCOUNTING_REQUEST) {
            return writer.reply(request, Wire.ACCOUNTING_RESPONSE).finish();
        }
        return writer.reply(request, Wire.ACCESS_ACCEPT)
                .number(Wire.SESSION_TIMEOUT, 86_400)
                .octets(Wire.CLASS, CLASS)
                .finish();
    }
}
