package org.portlease.billing;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.InvoicedBefore.Item;
import org.portlease.contract.Contract;
import org.portlease.contract.Money;
import org.portlease.invoice.DocumentKind;
import org.portlease.invoice.Tax;
import org.portlease.session.PortMaxima;
import org.portlease.tariff.Prices;

/**
 * Rates a contract's period: what its invoice has of each session, and its lines. A close keeps
 * what comes of it; a preview does not. One transaction's, one contract's.
 */
final class Rating {

    private final EntityManager entities;
    private final TariffBook tariffs;
    private final TaxBook taxes;
    private final PortAllocations allocations;
    private final Contract contract;
    private final BillingPeriod period;
    private final Instant until;
    private final Instant now;
    private final RatingPeriods periods;
    private final UsageTotals totals = new UsageTotals();
    private final Map<Long, Prices> pricesOfVersion = new HashMap<>();
    private TariffVersion version;
    private @Nullable List<OneOffCharge> oneOffs;
    private long quarantined;

    /**
     * @param period the contract's running period, or its last closed one where that is done again
     * @param until up to where it is rated: its end, or an earlier instant for a preview
     * @throws BillingRefusedException where no tariff is in force
     */
    @SuppressWarnings("NullAway.Init") // periods() finds the version
    Rating(
            EntityManager entities,
            Contract contract,
            BillingPeriod period,
            Instant until,
            Instant now) {
        this.entities = entities;
        this.tariffs = new TariffBook(entities);
        this.taxes = new TaxBook(entities);
        this.allocations = new PortAllocations(entities);
        this.contract = contract;
        this.period = period;
        this.until = until;
        this.now = now;
        this.periods = periods();
    }

    private RatingPeriods periods() {
        version =
                tariffs.versionFor(contract.id(), period.firstDay())
                        .orElseThrow(
                                () ->
                                        new BillingRefusedException(
                                                "no tariff is in force for the contract "
                                                        + contract.id()
                                                        + " on "
                                                        + period.firstDay()));
        List<RatingPeriod> all = new ArrayList<>();
        for (BillingPeriod earlier : earlierPeriods()) {
            Long closedWith = earlier.tariffVersionId();
            if (closedWith == null) {
                throw new BillingRefusedException(
                        "the period from " + earlier.firstDay() + " must be closed first");
            }
            all.add(rating(earlier, earlier.endsAt(), pricesOf(closedWith)));
        }
        all.add(rating(period, until, version.prices()));
        return new RatingPeriods(all);
    }

    private Prices pricesOf(long versionId) {
        return pricesOfVersion.computeIfAbsent(
                versionId, id -> entities.find(TariffVersion.class, id).prices());
    }

    private List<BillingPeriod> earlierPeriods() {
        return entities.createQuery(
                        "select p from BillingPeriod p where p.contractId = :contract"
                                + " and p.number < :number order by p.number",
                        BillingPeriod.class)
                .setParameter("contract", contract.id())
                .setParameter("number", period.number())
                .getResultList();
    }

    private static RatingPeriod rating(BillingPeriod period, Instant until, Prices prices) {
        return new RatingPeriod(
                period.id(), period.startsAt(), until, period.endsAt(), period.zone(), prices);
    }

    /** The version that the period is priced by. */
    TariffVersion version() {
        return version;
    }

    Prices prices() {
        return periods.current().prices();
    }

    /** How many were put aside. */
    long quarantined() {
        return quarantined;
    }

    /** Rates all sessions, and keeps what is billed of each, and which are put aside. */
    void rateAndKeep() {
        entities.flush();
        Map<Long, String> groups = groupOfPop();
        entities.unwrap(Session.class)
                .doWork(
                        connection -> {
                            try (var writer = new RatedUsageWriter(connection, period.id());
                                    var aside =
                                            new QuarantineWriter(connection, contract.id(), now)) {
                                rate(connection, groups, writer, aside);
                                quarantined = aside.written();
                            }
                        });
    }

    /** Rates all sessions, and changes nothing. */
    void rateOnly() {
        Map<Long, String> groups = groupOfPop();
        entities.unwrap(Session.class).doWork(connection -> rate(connection, groups, null, null));
    }

    /**
     * @param groups read before: Hibernate takes a connection that it has lent back after each
     *     query of its own
     */
    private void rate(
            Connection connection,
            Map<Long, String> groups,
            @Nullable RatedUsageWriter writer,
            @Nullable QuarantineWriter aside)
            throws SQLException {
        var rater = new SessionRater(periods, contract.billing().split());
        new BillableUsage(groups)
                .visit(
                        connection,
                        contract.id(),
                        periods.current(),
                        (session, before, decision) -> {
                            if (isPutAside(session, decision, aside)) {
                                return;
                            }
                            List<RatedPart> parts = rater.rate(session, before);
                            for (RatedPart part : parts) {
                                totals.add(part);
                                if (writer != null) {
                                    long used = periods.get(part.period()).id();
                                    writer.write(session, used, part);
                                }
                            }
                        });
    }

    private boolean isPutAside(
            MeteredSession session,
            BillableUsage.Decision decision,
            @Nullable QuarantineWriter aside)
            throws SQLException {
        if (decision != BillableUsage.Decision.UNTOUCHED) {
            return decision == BillableUsage.Decision.KEEP_BACK;
        }
        var finding = Implausible.in(session, contract.startsAt(), now);
        if (finding.isPresent() && aside != null) {
            aside.write(session, finding.get());
        }
        return finding.isPresent();
    }

    private Map<Long, String> groupOfPop() {
        Map<Long, String> groups = new HashMap<>();
        entities.createQuery(
                        "select p.id, p.billingGroup from Pop p where p.billingGroup is not null",
                        Object[].class)
                .getResultList()
                .forEach(row -> groups.put((Long) row[0], (String) row[1]));
        return groups;
    }

    /** The lines, once all sessions are rated: those of the period, then late ones. */
    InvoiceDraft draft() {
        List<LineDraft> lines = new ArrayList<>(linesOf(periods.last()));
        oneOffs().forEach(charge -> lines.add(line(charge)));
        SortedSet<Integer> late = new TreeSet<>();
        totals.sums().keySet().forEach(key -> late.add(key.period()));
        late.remove(periods.last());
        late.forEach(index -> lines.addAll(linesOf(index)));
        return new InvoiceDraft(contract.currency(), lines);
    }

    private List<LineDraft> linesOf(int index) {
        RatingPeriod of = periods.get(index);
        boolean late = index != periods.last();
        var lines =
                new PeriodLines(
                        of,
                        late ? invoicedBefore(of.id()) : new InvoicedBefore(),
                        taxes.on(contract.billing().taxCode(), of.lastDay()),
                        Money.digits(contract.currency()),
                        late);
        if (!late) {
            lines.fixedFee(allocations.portSeconds(contract, of.from(), of.until()));
            if (of.prices().portsInUse().isPresent()) {
                lines.portsInUse(
                        new PortMaxima(entities).of(contract.capacityId(), of.from(), of.until()));
            }
        }
        totals.sums()
                .forEach(
                        (key, sum) -> {
                            if (key.period() == index) {
                                lines.usage(key.entry(), sum);
                            }
                        });
        lines.commitment(shareInForce(of));
        return lines.lines();
    }

    /** Which share of the period, as far as it is rated, the contract held for. */
    private BigDecimal shareInForce(RatingPeriod of) {
        Instant from = contract.startsAt().isAfter(of.from()) ? contract.startsAt() : of.from();
        Instant end = contract.endsAt().filter(of.until()::isAfter).orElse(of.until());
        long seconds = Math.max(0, Duration.between(from, end).toSeconds());
        return BigDecimal.valueOf(seconds)
                .divide(BigDecimal.valueOf(of.seconds()), 15, RoundingMode.HALF_EVEN);
    }

    private InvoicedBefore invoicedBefore(long usedPeriod) {
        var before = new InvoicedBefore();
        entities.createQuery(
                        "select l.kind, l.entry, sum(l.quantity), sum(l.amount)"
                                + " from InvoiceLine l join l.invoice i"
                                + " where l.usedPeriodId = :used and i.kind = :invoice"
                                + " and i.periodId <> :period group by l.kind, l.entry",
                        Object[].class)
                .setParameter("used", usedPeriod)
                .setParameter("invoice", DocumentKind.INVOICE)
                .setParameter("period", period.id())
                .getResultList()
                .forEach(
                        row ->
                                before.put(
                                        new Item(
                                                (LineKind) row[0],
                                                row[1] == null
                                                        ? OptionalInt.empty()
                                                        : OptionalInt.of((Integer) row[1])),
                                        new InvoicedBefore.Sum(
                                                (BigDecimal) row[2], (BigDecimal) row[3])));
        return before;
    }

    /** The one-off charges that are due and that no other invoice has; the same ones each time. */
    List<OneOffCharge> oneOffs() {
        if (oneOffs == null) {
            oneOffs = dueOneOffs();
        }
        return oneOffs;
    }

    private List<OneOffCharge> dueOneOffs() {
        return entities.createQuery(
                        "select c from OneOffCharge c where c.contractId = :contract"
                                + " and c.at < :until and (c.periodId is null"
                                + " or c.periodId = :period) order by c.at, c.id",
                        OneOffCharge.class)
                .setParameter("contract", contract.id())
                .setParameter("until", until)
                .setParameter("period", period.id())
                .getResultList();
    }

    private LineDraft line(OneOffCharge charge) {
        Tax tax =
                taxes.on(
                        charge.taxCode().or(() -> contract.billing().taxCode()),
                        periods.current().lastDay());
        return new LineDraft(
                LineKind.ONE_OFF,
                period.id(),
                OptionalInt.empty(),
                charge.text(),
                charge.amount().signum() < 0 ? BigDecimal.ONE.negate() : BigDecimal.ONE,
                Money.round(charge.amount(), contract.currency()),
                tax);
    }
}
