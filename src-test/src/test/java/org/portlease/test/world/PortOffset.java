package org.portlease.test.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is added to all ports of one server. The ports stay below those that the system hands out by
 * itself, so that no socket takes one between the choice and the server's start; nor does another
 * process of tests, for the choice is held by a lock on a file until this process ends. Where
 * something else has many ports, the system property portlease.first.offset keeps off them.
 */
public record PortOffset(int value) {

    private static final int STEP = 20;
    private static final int LAST = 22_000;
    private static final Path LOCKS = Path.of(System.getProperty("java.io.tmpdir"));
    private static final Queue<FileChannel> HELD = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger NEXT =
            new AtomicInteger(Integer.getInteger("portlease.first.offset", 10_000));

    public static PortOffset free() {
        while (NEXT.get() < LAST) {
            PortOffset candidate = new PortOffset(NEXT.getAndAdd(STEP));
            if (candidate.isTaken() && candidate.isFree()) {
                return candidate;
            }
        }
        throw new IllegalStateException("no free ports between 10000 and 32000");
    }

    public int of(int port) {
        return port + value;
    }

    /** Whether this process has got it, for as long as it lives. */
    private boolean isTaken() {
        try {
            FileChannel file =
                    FileChannel.open(
                            LOCKS.resolve("portlease-test-ports-" + value),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (file.tryLock() == null) {
                file.close();
                return false;
            }
            HELD.add(file);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isFree() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int port : List.of(8080, 8443, 9990)) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(loopback, of(port)));
            } catch (IOException e) {
                return false;
            }
        }
        for (int port : List.of(1812, 1813, 3799)) {
            try (DatagramSocket socket = new DatagramSocket(of(port), loopback)) {
                socket.setReuseAddress(false);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
