package org.portlease.radius.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;

/**
 * The socket of one service. One thread receives; any thread sends. Closing it ends the receiver.
 */
final class Door implements Closeable {

    /** The header of a RADIUS packet (RFC 2865 section 3). */
    static final int SHORTEST_PACKET = 20;

    /** No RADIUS packet is longer (RFC 2865 section 3); what a datagram has beyond is padding. */
    static final int LONGEST_PACKET = 4096;

    private final DatagramChannel channel;
    private final InetSocketAddress local;

    private Door(DatagramChannel channel) throws IOException {
        this.channel = channel;
        this.local = (InetSocketAddress) channel.getLocalAddress();
    }

    static Door open(InetSocketAddress address, int receiveBuffer) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
            channel.bind(address);
            return new Door(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    InetSocketAddress local() {
        return local;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    int grantedReceiveBuffer() throws IOException {
        return channel.getOption(StandardSocketOptions.SO_RCVBUF);
    }

    /** Hands each datagram to the reception until the door is closed. */
    void receive(Reception reception) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST_PACKET);
        byte[] datagram = new byte[LONGEST_PACKET];
        try {
            while (true) {
                buffer.clear();
                InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
                int length = buffer.flip().remaining();
                buffer.get(datagram, 0, length);
                reception.accept(this, datagram, length, source);
            }
        } catch (ClosedChannelException closed) {
            // how a receiver is told to end
            return;
        }
    }

    void send(byte[] datagram, InetSocketAddress to) throws IOException {
        channel.send(ByteBuffer.wrap(datagram), to);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
