package org.portlease.feed;

import java.util.Optional;

/**
 * One who listens, and what of it may be told.
 *
 * @param provider whose events alone it is told; empty for everybody's
 */
record Seat(FeedListener listener, Optional<String> provider) {

    void tell(FeedEvent event) {
        boolean everybodys = event.type().equals(FeedEvent.GAP);
        if (everybodys || provider.isEmpty() || provider.get().equals(event.provider())) {
            listener.tell(event);
        }
    }
}
