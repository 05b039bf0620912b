package org.portlease.endpoint;

import java.util.UUID;
import java.util.stream.Stream;
import org.portlease.radius.Outcome;
import org.portlease.session.Ledger;
import org.portlease.session.Place;
import org.portlease.session.SessionKeys;

/**
 * One event on its way through a batch. A batch asks all its steps for their keys and likely
 * places, locks, asks for their places, locks what is missing, and lets each decide.
 */
interface Step {

    /** By what the leases are found that it needs locked. */
    default SessionKeys keys() {
        return SessionKeys.NONE;
    }

    /** Whose capacity rows it will most likely change, as far as can be told before the leases. */
    default Stream<Place> likelyPlaces() {
        return Stream.empty();
    }

    /** By what the usage record is found that it may concern, now that the leases are held. */
    default SessionKeys usageKeys(Ledger ledger) {
        return SessionKeys.NONE;
    }

    /** Of which sessions it must know what is stored for later. */
    default Stream<UUID> sessionsBehind(Ledger ledger) {
        return Stream.empty();
    }

    /** Whose capacity rows it will change. */
    default Stream<Place> places(Ledger ledger) {
        return Stream.empty();
    }

    /** Decides, changing what the ledger holds. Does no I/O of its own. */
    Outcome decide(Ledger ledger);
}
