package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.ACCT_INTERIM_INTERVAL;
import static org.portlease.radius.packet.AttributeTypes.SESSION_TIMEOUT;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.admission.AdmissionPolicy;
import org.portlease.admission.RefusalReason;
import org.portlease.admission.TimeLeft;
import org.portlease.contract.Contract;
import org.portlease.provider.Nas;
import org.portlease.radius.Event;
import org.portlease.radius.Outcome;
import org.portlease.radius.packet.Packet;
import org.portlease.session.Capacity;
import org.portlease.session.Lease;
import org.portlease.session.LeaseState;
import org.portlease.session.Ledger;
import org.portlease.session.ReleaseCause;
import org.portlease.session.Silence;

/**
 * What goes with an Access-Accept: the connection time that is left under a hard threshold, how
 * often the NAS is to report, what the master adds, and our mark.
 */
final class Grant {

    /** RFC 2869 section 5.16. */
    private static final int LEAST_INTERIM_SECONDS = 60;

    private final Batch batch;
    private final Event.OfRequest event;
    private final Route route;
    private final Nas nas;

    Grant(Batch batch, Event.OfRequest event, Route route, Nas nas) {
        this.batch = batch;
        this.event = event;
        this.route = route;
        this.nas = nas;
    }

    /** Whether time has to be reserved, in the contract's capacity row. */
    boolean reservesTime() {
        return route.contract().filter(Contract::reservesTime).isPresent();
    }

    /**
     * Grants the lease, or refuses where its time was promised to others meanwhile.
     *
     * @param accept what is to be sent; changed
     * @param expiresAt until when the session must have started
     */
    Outcome give(Ledger ledger, Lease lease, Packet accept, Instant expiresAt) {
        // before what the contract's time and the NAS ask for, which nothing added may loosen
        batch.attributes().complete(accept, route, nas);
        if (reservesTime()) {
            Optional<RefusalReason> refusal = reserveTime(ledger, lease, accept);
            if (refusal.isPresent()) {
                if (lease.state() != LeaseState.ACTIVE) {
                    ledger.release(lease, ReleaseCause.TIME_RESERVED);
                }
                return batch.refuse(route, nas, refusal.get());
            }
        }
        lease.reportEvery(askForInterims(accept));
        if (lease.state() != LeaseState.ACTIVE) {
            lease.describe(likeness(accept));
        }
        lease.grant(event.at(), expiresAt);
        return Replies.granted(accept, lease.id(), batch.token());
    }

    private byte[] likeness(Packet accept) {
        return Likeness.ofAccept(event.request().packet(), accept, batch);
    }

    private Optional<RefusalReason> reserveTime(Ledger ledger, Lease lease, Packet accept) {
        Contract contract = route.contract().orElseThrow();
        ledger.withdraw(lease);
        Capacity capacity = ledger.ports(lease.place()).contract();
        if (capacity == null) {
            throw new IllegalStateException("a contract's lease counts in its capacity row");
        }
        TimeLeft time = AdmissionPolicy.timeFor(contract, capacity, event.at());
        long used =
                lease.startedAt()
                        .map(start -> Math.max(0, Duration.between(start, event.at()).toSeconds()))
                        .orElse(0L);
        if (time.refusal().isPresent()) {
            if (lease.state() == LeaseState.ACTIVE) {
                ledger.promise(lease, used); // its time ends here
            }
            return time.refusal();
        }
        long theirs = accept.number(SESSION_TIMEOUT).orElse(0);
        long left = time.seconds().orElseThrow();
        long seconds = theirs == 0 ? left : Math.min(left, theirs);
        ledger.promise(lease, used + seconds);
        accept.remove(SESSION_TIMEOUT).addNumber(SESSION_TIMEOUT, seconds);
        return Optional.empty();
    }

    /**
     * The client's wish stands where it is often enough for us.
     *
     * @return how often it is to report, null where it sends no interims
     */
    private @Nullable Integer askForInterims(Packet accept) {
        int ours = nas.sessions().interimSeconds().orElse(Silence.USUAL_INTERIM_SECONDS);
        if (ours == 0) {
            return null;
        }
        long theirs = accept.number(ACCT_INTERIM_INTERVAL).orElse(0);
        if (theirs >= LEAST_INTERIM_SECONDS && theirs <= ours) {
            return (int) theirs;
        }
        accept.remove(ACCT_INTERIM_INTERVAL).addNumber(ACCT_INTERIM_INTERVAL, ours);
        return ours;
    }
}
