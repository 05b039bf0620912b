package org.portlease.feed;

/** One who listens. Neither call may wait: whoever is too slow is gone. */
public interface FeedListener {

    void tell(FeedEvent event);

    /** Nothing has happened: shows that the stream is alive. */
    void beat();

    /** Whether it has left, or was too slow. */
    boolean isGone();
}
