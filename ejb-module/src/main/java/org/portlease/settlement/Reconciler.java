package org.portlease.settlement;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.BillingRefusedException;
import org.portlease.billing.Invoice;
import org.portlease.invoice.DocumentKind;

/**
 * Compares what an invoice bills with its client's own records of the sessions. One transaction's,
 * which may be long where the file is: memory is bounded all the same.
 */
public final class Reconciler {

    private static final String DIFFERENCES =
            """
            select number, kind, acct_session_id, nas, started_at, lease_id, line,
                our_seconds, our_input_octets, our_output_octets, their_seconds,
                their_input_octets, their_output_octets, elsewhere_seconds, amount
              from reconciliation_difference
             where reconciliation_id = :id and number > :after
             order by number limit :limit
            """;

    private final EntityManager entities;

    public Reconciler(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Compares, and keeps what differs. The client's records themselves are not kept.
     *
     * @param file CSV, as docs/settlement.md has it; stays open
     * @throws BillingRefusedException where the invoice was never issued, or the file is not as it
     *     should be: it names the line, and the transaction is to be rolled back
     */
    public Reconciliation reconcile(
            long invoiceId, InputStream file, Tolerance tolerance, String who, Instant now) {
        Invoice invoice = issued(invoiceId);
        var reconciliation = new Reconciliation(invoice, tolerance, who, now);
        entities.persist(reconciliation);
        entities.flush();
        // its lines are read now: a query of Hibernate's gives back the connection that work is
        // given
        var prices = new AveragePrices(invoice);
        Session session = entities.unwrap(Session.class);
        String sha256 =
                session.doReturningWork(connection -> load(connection, reconciliation.id(), file));
        ReconciliationTally tally =
                session.doReturningWork(
                        connection -> compare(connection, prices, invoice, reconciliation));
        findElsewhere(invoice, reconciliation);
        entities.createNativeQuery(
                        "delete from reconciliation_record where reconciliation_id = :id")
                .setParameter("id", reconciliation.id())
                .executeUpdate();
        reconciliation.complete(sha256, tally.summary(invoice.currency()));
        return reconciliation;
    }

    private Invoice issued(long invoiceId) {
        Invoice invoice = entities.find(Invoice.class, invoiceId);
        if (invoice == null) {
            throw new BillingRefusedException("there is no invoice " + invoiceId);
        }
        if (invoice.kind() != DocumentKind.INVOICE || invoice.state() == Invoice.State.DRAFT) {
            throw new BillingRefusedException(
                    "only an issued invoice can be compared, but this is "
                            + (invoice.kind() == DocumentKind.INVOICE
                                    ? "a draft"
                                    : "a credit note"));
        }
        return invoice;
    }

    private static String load(Connection connection, long reconciliation, InputStream in)
            throws SQLException {
        try {
            SessionFile file = new SessionFile(in);
            RecordWriter.load(connection, reconciliation, file);
            return file.sha256Hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReconciliationTally compare(
            Connection connection,
            AveragePrices prices,
            Invoice invoice,
            Reconciliation reconciliation)
            throws SQLException {
        Tolerance tolerance = reconciliation.tolerance();
        try (var differences = new DifferenceWriter(connection, reconciliation.id())) {
            var comparison = new Comparison(tolerance, prices, differences);
            new SessionMerge(prices, Duration.ofMinutes(tolerance.startMinutes()), comparison)
                    .run(connection, invoice.periodId(), reconciliation.id());
            return comparison.tally();
        }
    }

    /** A session that was cut at a period's end has its other part on another invoice. */
    private void findElsewhere(Invoice invoice, Reconciliation reconciliation) {
        entities.createNativeQuery(
                        """
                        update reconciliation_difference set elsewhere_seconds =
                            (select coalesce(sum(r.session_seconds), 0) from rated_usage r
                              where r.lease_id = reconciliation_difference.lease_id
                                and r.period_id <> :period)
                         where reconciliation_id = :id and lease_id is not null
                        """)
                .setParameter("period", invoice.periodId())
                .setParameter("id", reconciliation.id())
                .executeUpdate();
    }

    /**
     * What differs, in the order of the Acct-Session-Ids.
     *
     * @param after those with a greater number; 0 for the first ones
     */
    public List<Difference> differences(long reconciliationId, long after, int limit) {
        return entities
                .unwrap(Session.class)
                .createNativeQuery(DIFFERENCES, Tuple.class)
                .addScalar("number", Long.class)
                .addScalar("kind", String.class)
                .addScalar("acct_session_id", String.class)
                .addScalar("nas", String.class)
                .addScalar("started_at", Instant.class)
                .addScalar("lease_id", UUID.class)
                .addScalar("line", Long.class)
                .addScalar("our_seconds", Long.class)
                .addScalar("our_input_octets", Long.class)
                .addScalar("our_output_octets", Long.class)
                .addScalar("their_seconds", Long.class)
                .addScalar("their_input_octets", Long.class)
                .addScalar("their_output_octets", Long.class)
                .addScalar("elsewhere_seconds", Long.class)
                .addScalar("amount", BigDecimal.class)
                .setParameter("id", reconciliationId)
                .setParameter("after", after)
                .setParameter("limit", limit)
                .getResultList()
                .stream()
                .map(Reconciler::difference)
                .toList();
    }

    private static Difference difference(Tuple row) {
        Long line = row.get("line", Long.class);
        return new Difference(
                row.get("number", Long.class),
                Difference.Kind.valueOf(row.get("kind", String.class)),
                Optional.ofNullable(row.get("acct_session_id", String.class)),
                Optional.ofNullable(row.get("nas", String.class)),
                row.get("started_at", Instant.class),
                Optional.ofNullable(row.get("lease_id", UUID.class)),
                line == null ? OptionalLong.empty() : OptionalLong.of(line),
                counters(row, "our"),
                counters(row, "their"),
                row.get("elsewhere_seconds", Long.class),
                row.get("amount", BigDecimal.class));
    }

    private static Optional<Difference.Counters> counters(Tuple row, String side) {
        @Nullable Long seconds = row.get(side + "_seconds", Long.class);
        return seconds == null
                ? Optional.empty()
                : Optional.of(
                        new Difference.Counters(
                                seconds,
                                row.get(side + "_input_octets", Long.class),
                                row.get(side + "_output_octets", Long.class)));
    }
}
