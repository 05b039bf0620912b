package org.portlease.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.portlease.outbound.Backlog;
import org.portlease.outbound.Backlog.Waiting;
import org.portlease.outbound.Deliveries;
import org.portlease.outbound.Deliveries.Sent;
import org.portlease.outbound.Disconnections;
import org.portlease.session.Lease;
import org.portlease.session.Ledger;

/** Reads and writes for a batch what is stored for later, in its transaction. */
@ApplicationScoped
public class OutboxWriter {

    @Inject private Backlog backlog;
    @Inject private Deliveries deliveries;
    @Inject private Disconnections disconnections;

    /** Tells the outbox what is stored of those sessions, and who is silent. */
    void look(Outbox outbox, Collection<UUID> sessions) {
        outbox.knows(backlog.openFor(sessions));
        outbox.knowsSilent(deliveries::isSilent);
    }

    void write(Outbox outbox, Ledger ledger, Instant now) {
        backlog.store(outbox.toStore(), now);
        List<Long> back = outbox.answering().stream().filter(deliveries::isSilent).toList();
        if (outbox.hasDeliveries() || !back.isEmpty()) {
            deliveries.settle(outbox.acknowledged(), outbox.unanswered(), back, now);
            clearBacklogs(outbox.acknowledged(), ledger);
        }
        outbox.disconnected().forEach(each -> write(each, now));
    }

    private void write(Disconnected each, Instant now) {
        each.answer()
                .ifPresentOrElse(
                        answer ->
                                disconnections.answered(
                                        each.disconnection(), answer, each.errorCause(), now),
                        () -> disconnections.unanswered(each.disconnection(), now));
    }

    /** The leases are locked, so nothing of them is being stored elsewhere. */
    private void clearBacklogs(List<Sent> acknowledged, Ledger ledger) {
        List<Lease> marked =
                acknowledged.stream()
                        .map(Sent::leaseId)
                        .distinct()
                        .flatMap(id -> ledger.lease(id).stream())
                        .filter(Lease::backlog)
                        .toList();
        Set<UUID> left =
                backlog.openFor(marked.stream().map(Lease::id).toList()).stream()
                        .map(Waiting::leaseId)
                        .collect(Collectors.toSet());
        marked.stream().filter(lease -> !left.contains(lease.id())).forEach(Lease::clearBacklog);
    }
}
