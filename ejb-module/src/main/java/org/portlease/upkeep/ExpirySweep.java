package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.session.EndCause;
import org.portlease.session.Lease;
import org.portlease.session.LeaseState;
import org.portlease.session.Ledger;
import org.portlease.session.Ledgers;
import org.portlease.session.ReleaseCause;
import org.portlease.session.Silence;

/**
 * Ends what nobody has spoken of for too long: reservations that a dead node left behind, grants
 * whose Accounting-Start never came, sessions whose interims fell silent, and sessions without
 * interims that have lasted longer than any.
 */
@ApplicationScoped
public class ExpirySweep {

    private static final int AT_ONCE = 500;

    @Inject private Rounds rounds;
    @Inject private DirectoryCache directories;
    @Inject private Ledgers ledgers;
    @Inject private Endings endings;

    /**
     * @param listeningSince since when this node has been able to hear of sessions: none is taken
     *     for silent that had no time to speak since
     */
    void sweep(Instant now, Instant listeningSince) {
        rounds.whileFull(AT_ONCE, () -> round(now, listeningSince));
    }

    private int round(Instant now, Instant listeningSince) {
        Directory directory = directories.current();
        Ledger ledger = ledgers.openToBeSwept(directory, now, AT_ONCE);
        List<Lease> swept =
                ledger.leases().stream().filter(lease -> lease.isToBeSweptBy(now)).toList();
        List<Lease> over =
                swept.stream()
                        .filter(lease -> lease.expiresBy(now))
                        .filter(
                                lease ->
                                        lease.state() != LeaseState.ACTIVE
                                                || lease.hadItsChance(
                                                        silenceOf(lease, directory),
                                                        listeningSince,
                                                        now))
                        .toList();
        ledgers.lockCapacities(ledger, directory, over.stream().map(Lease::place));
        swept.forEach(Lease::sweepWhenExpired);
        over.forEach(lease -> end(ledger, lease, directory, now));
        return swept.size();
    }

    private void end(Ledger ledger, Lease lease, Directory directory, Instant now) {
        switch (lease.state()) {
            case RESERVED -> ledger.release(lease, ReleaseCause.RESERVATION_EXPIRED);
            case GRANTED -> ledger.release(lease, ReleaseCause.START_MISSING);
            case ACTIVE ->
                    endings.end(
                            ledger,
                            lease,
                            lease.hasInterims() || silenceOf(lease, directory).sendsInterims()
                                    ? EndCause.INTERIMS_SILENT
                                    : EndCause.TOO_LONG,
                            now);
        }
    }

    private static Silence silenceOf(Lease lease, Directory directory) {
        return Silence.of(directory.nas(lease.place().nasId()).sessions());
    }
}
