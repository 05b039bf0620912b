package org.portlease.endpoint;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.portlease.contract.AccountingMode;
import org.portlease.radius.ForwardContext;
import org.portlease.session.Lease;
import org.portlease.session.Ledger;
import org.portlease.session.SessionKeys;

/**
 * What is to be known again when a home server acknowledges an Accounting-Request, or does not.
 *
 * @param mode what was agreed on with the client provider
 * @param sent what was sent, and to whom
 * @param rest who is to get it afterwards
 */
record AccountingContext(AccountingMode mode, ReportCopy sent, List<ReportCopy> rest)
        implements ForwardContext {

    /** The session, where something of it may be stored: of a closed one nothing tells. */
    Stream<UUID> sessionBehind(Ledger ledger) {
        return ledger.lease(sent.session()).map(Lease::backlog).orElse(true)
                ? Stream.of(sent.session())
                : Stream.empty();
    }

    /** By what the session's usage record is found, where it is closed. */
    SessionKeys usageKeys(Ledger ledger) {
        return ledger.lease(sent.session()).isEmpty()
                ? SessionKeys.ofLease(sent.session())
                : SessionKeys.NONE;
    }
}
