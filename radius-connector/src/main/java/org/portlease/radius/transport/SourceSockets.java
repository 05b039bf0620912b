package org.portlease.radius.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The sockets from which home servers are asked, opened as they are needed and shared by all home
 * servers. Any thread sends; one thread reads.
 */
final class SourceSockets implements Closeable {

    /** Times 256 identifiers: 16,384 requests outstanding at one server. */
    static final int MOST = 64;

    /** How many datagrams of one socket are read before the others have their turn. */
    private static final int TURN = 256;

    /** Takes what a socket received. */
    interface Reader {
        void read(int socket, InetSocketAddress source, byte[] datagram, int length);
    }

    private final AtomicReferenceArray<@Nullable DatagramChannel> channels =
            new AtomicReferenceArray<>(MOST);
    private final Selector selector;
    private final @Nullable InetAddress source;
    private final int receiveBuffer;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Door.LONGEST_PACKET);
    private final byte[] datagram = new byte[Door.LONGEST_PACKET];

    /**
     * @param bindAddress where the doors listen; home servers see the same address, unless it is
     *     one that reaches only this machine, or any
     */
    SourceSockets(InetAddress bindAddress, int receiveBuffer) throws IOException {
        this.selector = Selector.open();
        this.source =
                bindAddress.isLoopbackAddress() || bindAddress.isAnyLocalAddress()
                        ? null
                        : bindAddress;
        this.receiveBuffer = receiveBuffer;
    }

    void send(int socket, byte[] octets, InetSocketAddress to) throws IOException {
        @Nullable DatagramChannel channel = channels.get(socket);
        if (channel == null) {
            channel = open(socket);
        }
        if (channel.send(ByteBuffer.wrap(octets), to) == 0) {
            throw new IOException("the send buffer is full");
        }
    }

    private synchronized DatagramChannel open(int socket) throws IOException {
        @Nullable DatagramChannel present = channels.get(socket);
        if (present != null) {
            return present;
        }
        if (!selector.isOpen()) {
            throw new ClosedChannelException();
        }
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
            channel.bind(new InetSocketAddress(source, 0));
            channel.register(selector, SelectionKey.OP_READ, socket);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channels.set(socket, channel);
        selector.wakeup();
        return channel;
    }

    /** Reads what has come, or waits for it. */
    void read(Reader reader, Duration patience) throws IOException {
        selector.select(key -> readSome(key, reader), Math.max(1, patience.toMillis()));
    }

    private void readSome(SelectionKey key, Reader reader) {
        DatagramChannel channel = (DatagramChannel) key.channel();
        int socket = (Integer) key.attachment();
        try {
            for (int i = 0; i < TURN; i++) {
                buffer.clear();
                InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
                if (from == null) {
                    return;
                }
                int length = buffer.flip().remaining();
                buffer.get(datagram, 0, length);
                reader.read(socket, from, datagram, length);
            }
        } catch (IOException e) {
            // closed under us, or a passing fault of the socket: requests are sent again
            return;
        }
    }

    boolean isOpen() {
        return selector.isOpen();
    }

    @Override
    public synchronized void close() throws IOException {
        selector.close();
        for (int socket = 0; socket < MOST; socket++) {
            @Nullable DatagramChannel channel = channels.get(socket);
            if (channel != null) {
                channel.close();
            }
        }
    }
}
