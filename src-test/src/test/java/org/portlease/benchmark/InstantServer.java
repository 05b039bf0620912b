package org.portlease.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import org.portlease.test.wire.Wire;

/**
 * A client provider's RADIUS server that accepts whatever comes, at once: a process of its own,
 * which obeys one line of standard input after the other, and ends when that does. Told to hold, it
 * keeps silent until it is told to go on.
 */
final class InstantServer implements Runnable {

    static final String HOLD = "hold";
    static final String GO_ON = "go on";

    private static final byte[] CLASS = "csp-class".getBytes(StandardCharsets.UTF_8);
    private static final int BUFFER = 4 << 20;
    private static final int LONGEST = 4096;
    private static final int HEADER = 20;

    private final Selector selector;
    private final FastWriter writer;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST);
    private final byte[] request = new byte[LONGEST];
    private volatile boolean holds;

    private InstantServer(int authPort, int acctPort, String secret) throws IOException {
        selector = Selector.open();
        writer = new FastWriter(secret);
        bind(authPort);
        bind(acctPort);
    }

    /**
     * @param arguments the ports of authentication and accounting, the secret
     */
    public static void main(String[] arguments) throws IOException {
        var server =
                new InstantServer(
                        Integer.parseInt(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        arguments[2]);
        Thread thread = new Thread(server, "client-provider");
        thread.setDaemon(true);
        thread.start();
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            server.holds = line.equals(HOLD);
            System.out.println(line);
        }
    }

    private void bind(int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.register(selector, SelectionKey.OP_READ);
    }

    @Override
    public void run() {
        try {
            while (true) {
                selector.select(this::serve);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the client provider's server has failed", e);
        }
    }

    private void serve(SelectionKey key) {
        var channel = (DatagramChannel) key.channel();
        try {
            SocketAddress from = channel.receive(buffer.clear());
            while (from != null) {
                int length = buffer.flip().remaining();
                buffer.get(request, 0, length);
                if (length >= HEADER && !holds) {
                    channel.send(buffer.clear().put(reply(length)).flip(), from);
                }
                from = channel.receive(buffer.clear());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] reply(int length) {
        if (request[0] == Wire.ACCOUNTING_REQUEST) {
            return writer.reply(request, length, Wire.ACCOUNTING_RESPONSE).finish();
        }
        return writer.reply(request, length, Wire.ACCESS_ACCEPT)
                .number(Wire.SESSION_TIMEOUT, 86_400)
                .octets(Wire.CLASS, CLASS)
                .finish();
    }
}
