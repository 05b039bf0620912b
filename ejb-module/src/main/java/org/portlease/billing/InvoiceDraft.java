package org.portlease.billing;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.portlease.contract.Money;
import org.portlease.invoice.Tax;
import org.portlease.invoice.TaxTotal;

/**
 * Lines and what they come to: of an invoice, or of a preview of the running period.
 *
 * @param lines those of the period first, late ones after them
 */
public record InvoiceDraft(Currency currency, List<LineDraft> lines) {

    public InvoiceDraft {
        lines = List.copyOf(lines);
    }

    public BigDecimal net() {
        return lines.stream().map(LineDraft::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Each tax, rounded half-even once on the sum of its lines. */
    public List<TaxTotal> taxes() {
        Map<Tax, BigDecimal> nets = new LinkedHashMap<>();
        lines.forEach(line -> nets.merge(line.tax(), line.amount(), BigDecimal::add));
        return nets.entrySet().stream()
                .map(net -> taxOn(net.getKey(), net.getValue(), currency))
                .toList();
    }

    public BigDecimal tax() {
        return taxes().stream().map(TaxTotal::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public BigDecimal total() {
        return net().add(tax());
    }

    /** The tax on a sum. */
    static TaxTotal taxOn(Tax tax, BigDecimal net, Currency currency) {
        return new TaxTotal(
                tax, net, Money.round(net.multiply(tax.percent()).movePointLeft(2), currency));
    }
}
