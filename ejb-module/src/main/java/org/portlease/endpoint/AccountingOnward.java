package org.portlease.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.portlease.contract.AccountingMode;
import org.portlease.radius.Outcome;
import org.portlease.radius.Outcome.Forward;
import org.portlease.radius.Target;
import org.portlease.session.Lease;
import org.portlease.session.Ledger;

/**
 * The way of a recorded report to those who are to get it, one after the other: the Master, then
 * the client provider (figure 9). Each is asked while the NAS waits, or the report is stored for
 * it, as was agreed on; the NAS is acknowledged when all have it or it is stored for them.
 */
final class AccountingOnward {

    /** How long a silent server may keep the NAS waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Batch batch;
    private final Ledger ledger;
    private final AccountingMode mode;
    private final Instant now;

    AccountingOnward(Batch batch, Ledger ledger, AccountingMode mode, Instant now) {
        this.batch = batch;
        this.ledger = ledger;
        this.mode = mode;
        this.now = now;
    }

    Outcome go(List<ReportCopy> legs) {
        for (int i = 0; i < legs.size(); i++) {
            ReportCopy leg = legs.get(i);
            if (modeOf(leg) == AccountingMode.SYNCHRONOUS && waits(leg)) {
                // only what we said of a session ourselves can be stored
                return new Outcome.Drop("accounting waits for a Stop of ours");
            }
            if (!isToBeStored(leg)) {
                return ask(leg, legs.subList(i + 1, legs.size()));
            }
            store(leg);
        }
        return Replies.accountingResponse();
    }

    private Forward ask(ReportCopy leg, List<ReportCopy> rest) {
        return new Forward(
                new Target.HomeServers(leg.homeGroup()),
                leg.packet(),
                new AccountingContext(mode, leg, rest),
                modeOf(leg) == AccountingMode.STORE ? Optional.of(PATIENCE) : Optional.empty(),
                saysNothingNew(leg, rest)
                        ? Optional.of(Replies.accountingResponse())
                        : Optional.empty());
    }

    /**
     * Whether an acknowledgement is the end: nobody else is to get the report, and nothing waits
     * for the group to answer again. Then it needs no transaction.
     */
    private boolean saysNothingNew(ReportCopy leg, List<ReportCopy> rest) {
        return rest.isEmpty() && !batch.outbox().isSilent(leg.homeGroup());
    }

    /** To those that follow, some time after it came. */
    Outcome goOn(List<ReportCopy> legs) {
        return go(legs.stream().filter(leg -> !isOvertaken(leg)).toList());
    }

    /** Nobody has acknowledged it. */
    Outcome silence(AccountingContext context) {
        if (modeOf(context.sent()) == AccountingMode.SYNCHRONOUS) {
            return new Outcome.Drop("accounting not acknowledged by the home servers");
        }
        if (!isOvertaken(context.sent())) {
            store(context.sent());
        }
        return goOn(context.rest());
    }

    private boolean isToBeStored(ReportCopy leg) {
        return modeOf(leg) == AccountingMode.STORE_ALWAYS || waits(leg);
    }

    /** What was agreed on with the client is for its own servers alone. */
    private AccountingMode modeOf(ReportCopy leg) {
        return leg.homeGroup() == PeerBook.MASTER_GROUP ? AccountingMode.STORE : mode;
    }

    /**
     * Whether the session has been closed meanwhile and its Stop does not wait: the group has it,
     * or is being asked. A Start after it would open the session again.
     */
    private boolean isOvertaken(ReportCopy leg) {
        return leg.isBeforeStop()
                && ledger.lease(leg.session()).isEmpty()
                && ledger.usage(leg.session()).isPresent()
                && !waits(leg);
    }

    private boolean waits(ReportCopy leg) {
        return batch.outbox().waits(leg.session(), leg.homeGroup());
    }

    private void store(ReportCopy leg) {
        batch.outbox().store(leg.stored(batch.keys(), now));
        ledger.lease(leg.session()).ifPresent(Lease::markBacklog);
    }
}
