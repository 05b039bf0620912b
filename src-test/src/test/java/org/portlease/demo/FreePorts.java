package org.portlease.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Says in a sentence that a port is taken, before something else fails for it. */
public final class FreePorts {

    private FreePorts() {}

    /**
     * @param remedy what to do about it, where it is taken
     * @throws IllegalStateException where something else has the port of loopback
     */
    public static void requireUdp(int port, String remedy) {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IllegalStateException(sentence("UDP", port, remedy), e);
        }
    }

    /**
     * @param remedy what to do about it, where it is taken
     * @throws IllegalStateException where something else has the port of loopback
     */
    public static void requireTcp(int port, String remedy) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IllegalStateException(sentence("TCP", port, remedy), e);
        }
    }

    private static String sentence(String protocol, int port, String remedy) {
        return protocol + " port " + port + " is taken: stop what has it" + remedy;
    }
}
