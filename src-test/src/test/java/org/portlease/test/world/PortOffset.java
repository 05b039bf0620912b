package org.portlease.test.world;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is added to all ports of one server. The ports stay below those that the system hands out by
 * itself, so that no socket takes one between the choice and the server's start. Two runs on one
 * machine are kept apart by the system property portlease.first.offset.
 */
public record PortOffset(int value) {

    private static final int STEP = 20;
    private static final int LAST = 22_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(Integer.getInteger("portlease.first.offset", 10_000));

    public static PortOffset free() {
        while (NEXT.get() < LAST) {
            PortOffset candidate = new PortOffset(NEXT.getAndAdd(STEP));
            if (candidate.isFree()) {
                return candidate;
            }
        }
        throw new IllegalStateException("no free ports between 10000 and 32000");
    }

    public int of(int port) {
        return port + value;
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
