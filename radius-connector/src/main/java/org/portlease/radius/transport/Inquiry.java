package org.portlease.radius.transport;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.packet.Packet;

/**
 * One question: its destinations are asked one after the other until one answers or its time ends.
 * Only one thread at a time works at it.
 */
final class Inquiry {

    private final Inquirer inquirer;
    private final Packet packet;
    private final byte @Nullable [] proxyState;
    private final List<Destination> destinations;
    private final Optional<Duration> longestPause;
    private final long beganAt;
    private final long deadline;
    private int asked;

    /**
     * @param proxyState our own Proxy-State's value, or null for none
     * @param destinations in the order to ask them
     * @param longestPause after which a request is sent again, however slow its destination may be
     * @param beganAt a {@link System#nanoTime()}
     * @param deadline when it is over, a {@link System#nanoTime()}
     */
    Inquiry(
            Inquirer inquirer,
            Packet packet,
            byte @Nullable [] proxyState,
            List<Destination> destinations,
            Optional<Duration> longestPause,
            long beganAt,
            long deadline) {
        this.inquirer = inquirer;
        this.packet = packet;
        this.proxyState = proxyState;
        this.destinations = destinations;
        this.longestPause = longestPause;
        this.beganAt = beganAt;
        this.deadline = deadline;
    }

    Inquirer inquirer() {
        return inquirer;
    }

    Packet packet() {
        return packet;
    }

    byte @Nullable [] proxyState() {
        return proxyState;
    }

    /** How long to wait before a destination is sent the request again. */
    Duration pause(Destination destination) {
        return longestPause
                .filter(longest -> longest.compareTo(destination.timeout()) < 0)
                .orElse(destination.timeout());
    }

    long beganAt() {
        return beganAt;
    }

    long deadline() {
        return deadline;
    }

    boolean expired(long now) {
        return now - deadline >= 0;
    }

    boolean hasNext() {
        return asked < destinations.size();
    }

    Destination next() {
        return destinations.get(asked++);
    }
}
