package org.portlease.radius.transport;

import java.net.InetAddress;
import java.time.Duration;

/**
 * What an operator sets about the sockets and what lies behind them.
 *
 * @param bindAddress where the doors listen
 * @param authPort the port of authentication, or 0 for any free one
 * @param acctPort the port of accounting, or 0 for any free one
 * @param coaPort the port of dynamic authorization, or 0 for any free one
 * @param queueCapacity how many events may wait before the last kind of load is shed
 * @param replyCache how long a reply is kept for duplicates (RFC 5080 section 2.2.2)
 * @param receiveBufferBytes what each socket asks of the system to hold datagrams in
 */
public record TransportSettings(
        InetAddress bindAddress,
        int authPort,
        int acctPort,
        int coaPort,
        int queueCapacity,
        Duration replyCache,
        int receiveBufferBytes) {}
