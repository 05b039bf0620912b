package org.portlease.feed;

/** The stream to one who listens. No call may wait: whoever is too slow is gone. */
public interface FeedListener {

    void tell(FeedEvent event);

    /** Nothing has happened: shows that the stream is alive. */
    void beat();

    /** Nothing more is told. */
    void end();

    /** Whether it has left, was ended, or was too slow. */
    boolean isGone();
}
