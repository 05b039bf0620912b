package org.portlease.billing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.portlease.billing.InvoicedBefore.Item;
import org.portlease.invoice.Tax;
import org.portlease.tariff.PortsInUse;
import org.portlease.tariff.Scale;
import org.portlease.tariff.UsagePrice;

/**
 * The lines that a new invoice has of one period. Whatever is known of the period's usage is priced
 * as a whole, and what earlier invoices have of it is taken off: so tiers, allowances and rounding
 * come out the same whether usage came in time or late, and all invoices together have what one
 * would have had. One thread's.
 */
final class PeriodLines {

    private static final int QUANTITY_DIGITS = 9;
    static final BigDecimal OCTETS_A_GIGABYTE = BigDecimal.valueOf(1_000_000_000);

    private final RatingPeriod period;
    private final InvoicedBefore before;
    private final Tax tax;
    private final int digits;
    private final String suffix;
    private final List<LineDraft> lines = new ArrayList<>();

    /**
     * @param digits of the contract's currency
     * @param late whether the period was closed before
     */
    PeriodLines(RatingPeriod period, InvoicedBefore before, Tax tax, int digits, boolean late) {
        this.period = period;
        this.before = before;
        this.tax = tax;
        this.digits = digits;
        this.suffix =
                late
                        ? ", late, of " + period.document().firstDay() + " to " + period.lastDay()
                        : "";
    }

    List<LineDraft> lines() {
        return lines;
    }

    /**
     * The fee for allocated ports: each port for the share of the period that it was allocated in.
     *
     * @param portSeconds ports times the seconds that they were allocated for
     */
    void fixedFee(BigInteger portSeconds) {
        BigDecimal perPort = period.prices().perPort();
        if (perPort.signum() == 0) {
            return;
        }
        BigDecimal seconds = BigDecimal.valueOf(period.seconds());
        BigDecimal allocated = new BigDecimal(portSeconds);
        add(
                new Item(LineKind.FIXED_FEE, OptionalInt.empty()),
                "Allocated ports",
                allocated.divide(seconds, QUANTITY_DIGITS, RoundingMode.HALF_EVEN),
                perPort.multiply(allocated).divide(seconds, digits, RoundingMode.HALF_EVEN));
    }

    void portsInUse(List<Integer> maxima) {
        Optional<PortsInUse> price = period.prices().portsInUse();
        if (price.isEmpty()) {
            return;
        }
        int ports = price.get().measure().of(maxima);
        add(
                new Item(LineKind.PORTS_IN_USE, OptionalInt.empty()),
                price.get().measure() == PortsInUse.Measure.PEAK
                        ? "Ports in use, peak"
                        : "Ports in use, 95th percentile",
                BigDecimal.valueOf(ports),
                price.get().scale().amount(ports, digits));
    }

    /** Connection time, connections and traffic at one price. */
    void usage(int entry, UsageTotals.Sum sum) {
        UsagePrice price = period.prices().usage().get(entry);
        OptionalInt at = OptionalInt.of(entry);
        price.time()
                .ifPresent(
                        scale ->
                                count(
                                        new Item(LineKind.TIME, at),
                                        price.name(),
                                        BigDecimal.valueOf(sum.billedSeconds()),
                                        scale));
        price.connection()
                .ifPresent(
                        scale ->
                                count(
                                        new Item(LineKind.CONNECTIONS, at),
                                        price.name() + ", connections",
                                        BigDecimal.valueOf(sum.connections()),
                                        scale));
        price.traffic()
                .ifPresent(
                        traffic ->
                                count(
                                        new Item(LineKind.TRAFFIC, at),
                                        price.name() + ", traffic",
                                        gigabytes(traffic, sum),
                                        traffic.scale()));
    }

    private static BigDecimal gigabytes(UsagePrice.Traffic traffic, UsageTotals.Sum sum) {
        BigInteger octets =
                switch (traffic.direction()) {
                    case INPUT -> sum.input();
                    case OUTPUT -> sum.output();
                    case BOTH -> sum.input().add(sum.output());
                };
        return new BigDecimal(octets)
                .divide(OCTETS_A_GIGABYTE, QUANTITY_DIGITS, RoundingMode.UNNECESSARY);
    }

    /** Adds to a quantity that has been invoiced in part. */
    private void count(Item item, String text, BigDecimal more, Scale scale) {
        BigDecimal all = before.of(item).quantity().add(more);
        BigDecimal small = item.kind() == LineKind.TRAFFIC ? all.multiply(OCTETS_A_GIGABYTE) : all;
        add(item, text, all, scale.amount(small.toBigIntegerExact(), digits));
    }

    /**
     * What is missing from the least that was agreed on.
     *
     * @param share of the period in which the contract held
     */
    void commitment(BigDecimal share) {
        BigDecimal least =
                period.prices()
                        .commitment()
                        .multiply(share)
                        .setScale(digits, RoundingMode.HALF_EVEN);
        if (least.signum() == 0) {
            return;
        }
        BigDecimal used =
                lines.stream()
                        .filter(line -> line.kind().countsTowardsCommitment())
                        .map(LineDraft::amount)
                        .reduce(before.committed(), BigDecimal::add);
        BigDecimal missing = least.subtract(used).max(BigDecimal.ZERO);
        add(
                new Item(LineKind.COMMITMENT, OptionalInt.empty()),
                "Minimum commitment of " + least.toPlainString(),
                missing.signum() == 0 ? BigDecimal.ZERO : BigDecimal.ONE,
                missing);
    }

    /**
     * @param quantity in all
     * @param amount in all
     */
    private void add(Item item, String text, BigDecimal quantity, BigDecimal amount) {
        InvoicedBefore.Sum known = before.of(item);
        BigDecimal moreQuantity = quantity.subtract(known.quantity());
        BigDecimal moreAmount = amount.subtract(known.amount());
        if (moreQuantity.signum() != 0 || moreAmount.signum() != 0) {
            lines.add(
                    new LineDraft(
                            item.kind(),
                            period.id(),
                            item.entry(),
                            text + suffix,
                            moreQuantity,
                            moreAmount,
                            tax));
        }
    }
}
