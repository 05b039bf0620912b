package org.portlease.radius;

import java.time.Instant;

/**
 * What is known of one service of a home server.
 *
 * @param id {@link HomeServer#id()}
 * @param service "auth" or "acct"
 * @param since when it came into this state
 */
public record HomeServerStatus(long id, String service, State state, Instant since) {

    /** In the order of a decline. */
    public enum State {
        /** It has not been asked, or nothing has come of it yet. */
        UNKNOWN,
        /** It has answered the latest that we know of. */
        ALIVE,
        /** A request has had no answer in time: others of its group are asked first. */
        SUSPECT,
        /** The silence lasts: who has little patience no longer asks it. */
        DEAD
    }
}
