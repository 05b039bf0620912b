package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.portlease.accounting.AccountingEvent;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.session.EndCause;
import org.portlease.session.Lease;
import org.portlease.session.LeaseState;
import org.portlease.session.Ledger;
import org.portlease.session.Ledgers;
import org.portlease.session.ReleaseCause;

/**
 * After an Accounting-On or -Off: ends what that NAS, and no other one behind its source, had open
 * before (RFC 2866 section 5.1).
 */
@ApplicationScoped
public class RebootSweep {

    private static final int AT_ONCE = 500;

    @PersistenceContext private EntityManager entities;
    @Inject private Rounds rounds;
    @Inject private DirectoryCache directories;
    @Inject private Ledgers ledgers;
    @Inject private Endings endings;

    void sweep(Instant now) {
        rounds.whileFull(AT_ONCE, () -> round(now));
    }

    private int round(Instant now) {
        List<AccountingEvent> next =
                entities.unwrap(Session.class)
                        .createNativeQuery(
                                """
                                select * from accounting_event where settled = false
                                order by at, id limit 1 for update skip locked
                                """,
                                AccountingEvent.class)
                        .getResultList();
        if (next.isEmpty()) {
            return 0;
        }
        AccountingEvent reboot = next.get(0);
        UUID nas = reboot.nasKey().orElseThrow();
        Directory directory = directories.current();
        Ledger ledger = ledgers.openOfNas(directory, nas, reboot.at(), now, AT_ONCE);
        List<Lease> before =
                ledger.leases().stream()
                        .filter(lease -> lease.isAt(nas))
                        .filter(lease -> lease.reservedAt().isBefore(reboot.at()))
                        .toList();
        ledgers.lockCapacities(ledger, directory, before.stream().map(Lease::place));
        before.forEach(lease -> end(ledger, lease, now));
        ledger.write();
        if (!ledgers.anyOfNas(nas, reboot.at())) {
            reboot.settle();
            return AT_ONCE; // perhaps another one waits
        }
        return before.size();
    }

    private void end(Ledger ledger, Lease lease, Instant now) {
        if (lease.state() == LeaseState.ACTIVE) {
            endings.end(ledger, lease, EndCause.NAS_REBOOT, now);
        } else {
            ledger.release(lease, ReleaseCause.NAS_REBOOT);
        }
    }
}
