package org.portlease.feed;

import java.time.Duration;
import java.time.Instant;

/**
 * A stream, and what of it may be told.
 *
 * @param since when it began
 */
record Seat(FeedListener stream, Listener listener, Instant since) {

    /**
     * How long a stream lasts: then its listener must come again, and is asked again who it is and
     * what it may.
     */
    static final Duration LONGEST = Duration.ofMinutes(15);

    void tell(FeedEvent event) {
        boolean everybodys = event.type().equals(FeedEvent.GAP);
        if (everybodys
                || listener.provider().isEmpty()
                || listener.provider().get().equals(event.owner())) {
            stream.tell(event);
        }
    }

    boolean isOver(Instant now) {
        return !now.isBefore(since.plus(LONGEST));
    }
}
