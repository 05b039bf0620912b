package org.portlease.endpoint;

import java.util.Optional;
import org.portlease.admission.RefusalReason;
import org.portlease.contract.Contract;
import org.portlease.provider.Nas;
import org.portlease.session.Place;

/** Whose a request is, and so which way it goes. */
sealed interface Route {

    /** By what rule, for people. */
    String explanation();

    /** An own subscriber's (figure 6). */
    record Own(String userName, String explanation) implements Route {}

    /**
     * A client provider's subscriber's (figures 7 to 9).
     *
     * @param overflow whether the call hunted here from a busy point of presence of the client's
     */
    record Client(Contract theirs, String explanation, boolean overflow) implements Route {}

    /** A virtual subscriber's, from a proxy: we are its Master RADIUS server (415). */
    record Virtual(Contract theirs, String explanation) implements Route {}

    /** Nobody's. */
    record Refused(RefusalReason reason, String explanation) implements Route {}

    /** The contract it is metered under, where it is not an own subscriber's. */
    default Optional<Contract> contract() {
        if (this instanceof Client client) {
            return Optional.of(client.theirs());
        }
        return this instanceof Virtual virtual ? Optional.of(virtual.theirs()) : Optional.empty();
    }

    /** Whether a client's call hunted here. */
    default boolean isOverflow() {
        return this instanceof Client client && client.overflow();
    }

    /** What the Master RADIUS server knows the subscriber by, if it knows it at all. */
    default Optional<String> masterIdentifier() {
        return this instanceof Own own
                ? Optional.of(own.userName())
                : contract().map(contract -> contract.virtualSubscriber().identifier());
    }

    /**
     * Where its session is metered, if anywhere.
     *
     * @param subscriberId the own subscriber's, where it is one and is known
     */
    default Optional<Place> place(Nas nas, Optional<Long> subscriberId) {
        if (this instanceof Own) {
            return Optional.of(Place.ofOwn(subscriberId.orElse(null), nas.popId(), nas.id()));
        }
        return contract().map(contract -> Place.ofContract(contract.id(), nas.popId(), nas.id()));
    }
}
