package org.portlease.radius.transport;

import java.net.InetSocketAddress;

/** Counts each dropped datagram by its reason and says so at a limited rate. */
final class Drops {

    private final Counters counters;
    private final Occasional occasional;

    Drops(Counters counters, Occasional occasional) {
        this.counters = counters;
        this.occasional = occasional;
    }

    /**
     * @param reason a short phrase without data of the datagram
     */
    void drop(String reason, InetSocketAddress source) {
        counters.count("dropped." + reason);
        occasional.say(
                "dropped " + reason,
                count ->
                        ConnectorLog.LOG.dropped(
                                count, reason, source.getAddress().getHostAddress()));
    }
}
