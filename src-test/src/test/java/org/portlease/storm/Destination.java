package org.portlease.storm;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A server's two ports. */
record Destination(InetSocketAddress authentication, InetSocketAddress accounting) {

    static Destination onLoopback(int authPort, int acctPort) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return new Destination(
                new InetSocketAddress(loopback, authPort),
                new InetSocketAddress(loopback, acctPort));
    }
}
