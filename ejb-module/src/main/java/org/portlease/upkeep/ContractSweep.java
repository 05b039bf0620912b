package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.portlease.admission.AdmissionPolicy;
import org.portlease.admission.RefusalReason;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.outbound.Disconnections;
import org.portlease.outbound.SessionEnding;
import org.portlease.outbound.SessionFilter;
import org.portlease.session.Capacity;
import org.portlease.session.Lease;
import org.portlease.session.LeaseState;
import org.portlease.session.Ledger;
import org.portlease.session.Ledgers;

/**
 * Disconnects the open sessions of contracts that say so, once they may not be used any more:
 * suspended, over, or out of time or credit; and those that have outlasted what they were promised,
 * whose promise ends in any case, so that it covers no other session's time.
 */
@ApplicationScoped
public class ContractSweep {

    private static final int AT_ONCE = 500;
    private static final Duration PROMISE_SLACK = Duration.ofMinutes(1);
    private static final String PROMISE_OVER = "PROMISE_OVER";

    @PersistenceContext private EntityManager entities;
    @Inject private Rounds rounds;
    @Inject private DirectoryCache directories;
    @Inject private Ledgers ledgers;
    @Inject private Disconnections disconnections;
    @Inject private SessionEnding sessions;

    void sweep(Instant now) {
        for (Contract contract : directories.current().contracts()) {
            if (contract.conditions().hardThreshold()) {
                rounds.whileFull(AT_ONCE, () -> endPromises(contract, now));
            }
            if (contract.conditions().disconnects()) {
                rounds.whileFull(AT_ONCE, () -> disconnectAll(contract, now));
            }
        }
    }

    private int endPromises(Contract contract, Instant now) {
        Directory directory = directories.current();
        Ledger ledger =
                ledgers.openOutlasting(
                        directory, contract.id(), now.minus(PROMISE_SLACK), now, AT_ONCE);
        List<Lease> overdue =
                ledger.leases().stream().filter(lease -> lease.allowance().isPresent()).toList();
        ledgers.lockCapacities(ledger, directory, overdue.stream().map(Lease::place));
        for (Lease lease : overdue) {
            ledger.withdraw(lease);
            if (contract.conditions().disconnects() && isReachable(lease)) {
                ask(lease, PROMISE_OVER, now);
            }
        }
        return overdue.size();
    }

    private int disconnectAll(Contract contract, Instant now) {
        Optional<RefusalReason> exhausted =
                AdmissionPolicy.exhausted(contract, capacity(contract, now), now);
        if (exhausted.isEmpty()) {
            return 0;
        }
        SessionFilter active = SessionFilter.ALL.ofContracts(List.of(contract.id()));
        return sessions.askAll(active.in(LeaseState.ACTIVE), exhausted.get().name(), AT_ONCE, now);
    }

    private static boolean isReachable(Lease lease) {
        return lease.likeness().isPresent() && lease.nasAddress().isPresent();
    }

    private void ask(Lease lease, String cause, Instant now) {
        disconnections.ask(
                lease.id(),
                lease.place().nasId(),
                cause,
                lease.likeness().orElseThrow(),
                lease.nasAddress().orElseThrow(),
                now);
    }

    private Capacity capacity(Contract contract, Instant now) {
        Capacity capacity = entities.find(Capacity.class, contract.capacityId());
        entities.detach(capacity); // rolled for the look, not for the row
        capacity.rollTo(contract.periodStart(now));
        return capacity;
    }
}
