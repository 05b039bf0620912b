package org.portlease.billing;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.hibernate.Session;
import org.portlease.contract.Money;
import org.portlease.invoice.DocumentKind;

/** Finds the invoices and lines that have a session. One transaction's. */
public final class UsageTrail {

    private static final String SUMS =
            "sum(billed_seconds), sum(connections), sum(input_octets), sum(output_octets)";

    private final EntityManager entities;

    public UsageTrail(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * What a line has of a session, as the statement of its invoice says.
     *
     * @param invoiceId empty where its period came to nothing, and has no invoice
     * @param number the invoice's; empty while it is a draft
     * @param line its place in the invoice; empty where nothing is charged for this part
     * @param late whether it was used in a period that was closed before
     * @param seconds of connection
     * @param billedSeconds rounded
     * @param price net, in the invoice's currency
     */
    public record Part(
            OptionalLong invoiceId,
            Optional<String> number,
            OptionalInt line,
            boolean late,
            long seconds,
            long billedSeconds,
            long inputOctets,
            long outputOctets,
            BigDecimal price) {}

    /** By period, used period, price and line; empty where nothing of it is billed. */
    public List<Part> of(UUID lease) {
        List<Object[]> rows =
                entities.unwrap(Session.class)
                        .createNativeQuery(
                                "select period_id, used_period_id, entry, session_seconds,"
                                        + " billed_seconds, input_octets, output_octets,"
                                        + " connections from rated_usage where lease_id = :lease"
                                        + " order by period_id, used_period_id, entry",
                                Object[].class)
                        .setParameter("lease", lease)
                        .getResultList();
        List<Part> parts = new ArrayList<>();
        for (Object[] row : rows) {
            parts.addAll(partsOf(lease, new Row(row)));
        }
        return parts;
    }

    /** A row of rated_usage. */
    private record Row(
            long period,
            long usedPeriod,
            int entry,
            long seconds,
            long billedSeconds,
            long inputOctets,
            long outputOctets,
            long connections) {

        Row(Object[] columns) {
            this(
                    number(columns[0]).longValueExact(),
                    number(columns[1]).longValueExact(),
                    number(columns[2]).intValueExact(),
                    number(columns[3]).longValueExact(),
                    number(columns[4]).longValueExact(),
                    number(columns[5]).longValueExact(),
                    number(columns[6]).longValueExact(),
                    number(columns[7]).longValueExact());
        }

        Part part(Optional<Invoice> invoice, OptionalInt line, BigDecimal price) {
            return new Part(
                    invoice.map(i -> OptionalLong.of(i.id())).orElse(OptionalLong.empty()),
                    invoice.flatMap(Invoice::number),
                    line,
                    usedPeriod != period,
                    seconds,
                    billedSeconds,
                    inputOctets,
                    outputOctets,
                    price);
        }
    }

    private List<Part> partsOf(UUID lease, Row row) {
        Optional<Invoice> found = invoiceOf(row.period());
        if (found.isEmpty()) {
            return List.of(row.part(found, OptionalInt.empty(), BigDecimal.ZERO));
        }
        List<LineShare> shares =
                LineShares.of(entities, found.get())
                        .at(new LineShares.Price(row.usedPeriod(), row.entry()));
        if (shares.isEmpty()) {
            BigDecimal nothing = Money.round(BigDecimal.ZERO, found.get().currency());
            return List.of(row.part(found, OptionalInt.empty(), nothing));
        }
        BigInteger[] before = before(lease, row);
        return shares.stream()
                .map(
                        share ->
                                row.part(
                                        found,
                                        OptionalInt.of(share.line().number()),
                                        price(share, before, row)))
                .toList();
    }

    private Optional<Invoice> invoiceOf(long period) {
        return entities
                .createQuery(
                        "select i from Invoice i where i.periodId = :period and i.kind = :kind",
                        Invoice.class)
                .setParameter("period", period)
                .setParameter("kind", DocumentKind.INVOICE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** What the sessions before it in the statement have together of the same price. */
    private BigInteger[] before(UUID lease, Row row) {
        Object[] sums =
                entities.unwrap(Session.class)
                        .createNativeQuery(
                                "select "
                                        + SUMS
                                        + " from rated_usage where period_id = :period"
                                        + " and lease_id < :lease"
                                        + " and used_period_id = :used"
                                        + " and entry = :entry",
                                Object[].class)
                        .setParameter("period", row.period())
                        .setParameter("lease", lease)
                        .setParameter("used", row.usedPeriod())
                        .setParameter("entry", row.entry())
                        .getSingleResult();
        BigInteger[] before = new BigInteger[sums.length];
        for (int i = 0; i < sums.length; i++) {
            before[i] = number(sums[i]);
        }
        return before;
    }

    private static BigDecimal price(LineShare share, BigInteger[] before, Row row) {
        BigInteger done = share.quantity(before[0], before[1], before[2], before[3]);
        BigInteger own =
                share.quantity(
                        BigInteger.valueOf(row.billedSeconds()),
                        BigInteger.valueOf(row.connections()),
                        BigInteger.valueOf(row.inputOctets()),
                        BigInteger.valueOf(row.outputOctets()));
        return share.upTo(done.add(own)).subtract(share.upTo(done));
    }

    /** Whatever type a database has for it; a sum of nothing is zero. */
    private static BigInteger number(Object value) {
        return value == null
                ? BigInteger.ZERO
                : new BigDecimal(String.valueOf(value)).toBigIntegerExact();
    }
}
