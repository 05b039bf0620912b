package org.portlease.feed;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is told.
 *
 * @param type "session.started", "session.ended", "capacity.provider", "capacity.pop", "alarm",
 *     "gap"
 * @param resume from where a broken stream goes on without losing anything; null where it does not
 *     say
 * @param owner the id of the provider whose it is; null for what only the master may know
 * @param data a value of one of the records here
 */
public record FeedEvent(String type, @Nullable Long resume, @Nullable Long owner, Object data) {

    static final String STARTED = "session.started";
    static final String ENDED = "session.ended";
    static final String CAPACITY_PROVIDER = "capacity.provider";
    static final String CAPACITY_POP = "capacity.pop";
    static final String ALARM = "alarm";
    static final String GAP = "gap";

    /**
     * A session.
     *
     * @param provider null for the master's own subscriber's
     * @param contract null likewise
     * @param at when it began, or ended
     * @param seconds how long it lasted; null where it begins
     * @param cause why it ended; null where it begins
     */
    public record SessionTold(
            UUID id,
            @Nullable String provider,
            @Nullable Long contract,
            @Nullable String pop,
            @Nullable String nas,
            Instant at,
            @Nullable Long seconds,
            @Nullable String cause) {}

    /**
     * Ports of a client provider's contract.
     *
     * @param inUse leases not yet closed
     * @param burstInUse how many of them are above its ports, or a share
     */
    public record ProviderPorts(
            String provider, long contract, int ports, int inUse, int burstInUse) {}

    /**
     * Ports of a point of presence.
     *
     * @param clientsInUse how many client providers use
     */
    public record PopPorts(String pop, int ports, int inUse, int clientsInUse) {}

    /**
     * A condition that somebody should look at has come, or has gone.
     *
     * @param raised whether it has come
     * @param kind HOME_SERVER_DEAD, BACKLOG_OLD and the like
     * @param provider whose it is; null for the master's own
     * @param what of what: a home server's address, a NAS's name
     * @param detail for people
     * @param node who says so
     */
    public record Alarm(
            boolean raised,
            String kind,
            @Nullable String provider,
            String what,
            String detail,
            String node,
            Instant at) {}

    /**
     * What happened in between is not told.
     *
     * @param reason why
     */
    public record Gap(String reason) {}
}
