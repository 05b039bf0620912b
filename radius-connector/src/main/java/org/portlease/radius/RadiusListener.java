package org.portlease.radius;

import java.util.List;
import java.util.Optional;

/**
 * The message endpoint's face to the connector.
 *
 * <p>The call to {@link #onEvents(List)} is the transaction: the container has committed it when
 * the outcomes come back, and only then does a packet leave. Called by several threads at once.
 */
public interface RadiusListener {

    /**
     * Decides a batch.
     *
     * @return one outcome an event, in the order of the events
     * @throws RuntimeException when the batch could not be decided as a whole: nothing was written
     *     and nothing may be sent; the connector delivers it again as the cause asks
     */
    List<Outcome> onEvents(List<Event> events);

    /**
     * Decides a batch, and tells when nothing is left of its transaction but to write and to
     * commit: the next batch may then begin, to wait for no more than that.
     *
     * @param decided called at most once, by the thread that decides, before the commit
     * @return as of {@link #onEvents(List)}
     */
    default List<Outcome> onEvents(List<Event> events, Runnable decided) {
        return onEvents(events);
    }

    /**
     * The peers, if they are newer than what the connector knows.
     *
     * @param version the version that the connector knows, or -1 for none
     */
    Optional<Peers> peers(long version);
}
