package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.portlease.admission.AdmissionPolicy;
import org.portlease.admission.RefusalReason;
import org.portlease.contract.Contract;
import org.portlease.contract.DirectoryCache;
import org.portlease.outbound.Disconnections;
import org.portlease.session.Capacity;
import org.portlease.session.Lease;

/**
 * Disconnects the open sessions of contracts that say so, once they may not be used any more:
 * suspended, over, or out of time or credit; and a session that has outlasted what it was promised.
 */
@ApplicationScoped
public class ContractSweep {

    private static final int AT_ONCE = 1_000;
    private static final String PROMISE_OVER = "PROMISE_OVER";

    @PersistenceContext private EntityManager entities;
    @Inject private Rounds rounds;
    @Inject private DirectoryCache directories;
    @Inject private Disconnections disconnections;

    void sweep(Instant now) {
        for (Contract contract : directories.current().contracts()) {
            if (contract.conditions().disconnects()) {
                rounds.whileFull(AT_ONCE, () -> round(contract, now));
            }
        }
    }

    private int round(Contract contract, Instant now) {
        Optional<RefusalReason> exhausted =
                AdmissionPolicy.exhausted(contract, capacity(contract, now), now);
        if (exhausted.isEmpty() && !contract.conditions().hardThreshold()) {
            return 0;
        }
        String promised = exhausted.isPresent() ? "" : " and l.allowance is not null";
        List<Lease> open = open(contract, promised);
        String cause = exhausted.map(Enum::name).orElse(PROMISE_OVER);
        return (int)
                open.stream()
                        .filter(lease -> exhausted.isPresent() || lease.outlasts(now))
                        .filter(lease -> ask(lease, cause, now))
                        .count();
    }

    private boolean ask(Lease lease, String cause, Instant now) {
        return lease.likeness().isPresent()
                && lease.nasAddress().isPresent()
                && disconnections.ask(
                        lease.id(),
                        lease.place().nasId(),
                        cause,
                        lease.likeness().get(),
                        lease.nasAddress().get(),
                        now);
    }

    private Capacity capacity(Contract contract, Instant now) {
        Capacity capacity = entities.find(Capacity.class, contract.capacityId());
        entities.detach(capacity); // rolled for the look, not for the row
        capacity.rollTo(contract.periodStart(now));
        return capacity;
    }

    private List<Lease> open(Contract contract, String promised) {
        return entities.unwrap(Session.class)
                .createNativeQuery(
                        """
                        select l.* from lease l
                        where l.contract_id = :contract and l.state = 'ACTIVE'
                            and not exists (select 1 from disconnection d where d.lease_id = l.id)
                        """
                                + promised
                                + " order by l.id limit "
                                + AT_ONCE
                                // what another node is asking for right now is left to it
                                + " for update skip locked",
                        Lease.class)
                .setParameter("contract", contract.id())
                .setHint("org.hibernate.readOnly", true)
                .getResultList();
    }
}
