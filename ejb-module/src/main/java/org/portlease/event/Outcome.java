package org.portlease.event;

import org.jspecify.annotations.Nullable;

/**
 * What came of sending an event.
 *
 * @param status of HTTP; null where there was no answer
 * @param fault why there was none, without an address or a secret; null where there was one
 */
record Outcome(@Nullable Integer status, @Nullable String fault) {

    static Outcome answered(int status) {
        return new Outcome(status, null);
    }

    static Outcome failed(String fault) {
        return new Outcome(null, fault);
    }

    /** Whether the receiver has the event: any answer of the 200s. */
    boolean isAccepted() {
        return status != null && status / 100 == 2;
    }
}
