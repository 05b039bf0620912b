package org.portlease.radius;

import java.time.Duration;
import org.portlease.radius.packet.Packet;

/** What came of a request that was put to one home server by itself, outside of any batch. */
public sealed interface TestAnswer {

    /** How long it took, until the answer came or nobody waited any longer. */
    Duration took();

    /**
     * It answered.
     *
     * @param packet verified by its authenticator
     */
    record Answered(Packet packet, Duration took) implements TestAnswer {}

    /**
     * Something came from its address in answer, and was not taken.
     *
     * @param reason why, in a few words: a wrong shared secret is a bad authenticator
     */
    record Discarded(String reason, Duration took) implements TestAnswer {}

    /** Nothing came in time. */
    record Silent(Duration took) implements TestAnswer {}
}
