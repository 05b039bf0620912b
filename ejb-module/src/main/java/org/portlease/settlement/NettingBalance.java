package org.portlease.settlement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.portlease.billing.Invoice;
import org.portlease.contract.Money;

/**
 * What is open on both sides, what of it is set off, and what is left to be paid. On each side the
 * oldest invoices are set off first, until both sides have the same.
 *
 * @param ours what they owe us, the oldest first
 * @param theirs what we owe them, the oldest first
 */
public record NettingBalance(
        NettingRequest request, List<NettingItem> ours, List<NettingItem> theirs) {

    public NettingBalance {
        ours = List.copyOf(ours);
        theirs = List.copyOf(theirs);
    }

    /** Who pays what is left. */
    public enum Payer {
        CLIENT,
        MASTER,
        NOBODY
    }

    /**
     * @param ours the oldest first, as theirs
     */
    static NettingBalance of(
            NettingRequest request, List<Invoice> ours, List<ReceivedInvoice> theirs) {
        BigDecimal least =
                sum(ours.stream().map(Invoice::open).toList())
                        .min(sum(theirs.stream().map(ReceivedInvoice::open).toList()));
        List<NettingItem> ourItems = new ArrayList<>();
        BigDecimal left = least;
        for (Invoice invoice : ours) {
            BigDecimal setOff = left.min(invoice.open());
            ourItems.add(item(ourItems.size() + 1, invoice, setOff));
            left = left.subtract(setOff);
        }
        List<NettingItem> theirItems = new ArrayList<>();
        left = least;
        for (ReceivedInvoice invoice : theirs) {
            BigDecimal setOff = left.min(invoice.open());
            theirItems.add(item(ours.size() + theirItems.size() + 1, invoice, setOff));
            left = left.subtract(setOff);
        }
        return new NettingBalance(request, ourItems, theirItems);
    }

    private static NettingItem item(int number, Invoice invoice, BigDecimal setOff) {
        return new NettingItem(
                number,
                NettingItem.Side.OURS,
                invoice.id(),
                null,
                invoice.number().orElseThrow(),
                invoice.issuedOn().orElseThrow(),
                invoice.dueOn().orElseThrow(),
                invoice.open(),
                setOff);
    }

    private static NettingItem item(int number, ReceivedInvoice invoice, BigDecimal setOff) {
        return new NettingItem(
                number,
                NettingItem.Side.THEIRS,
                null,
                invoice.id(),
                invoice.number(),
                invoice.issuedOn(),
                invoice.dueOn(),
                invoice.open(),
                setOff);
    }

    /** What they owe us. */
    public Money ourSum() {
        return money(sum(ours.stream().map(NettingItem::openBefore).toList()));
    }

    /** What we owe them. */
    public Money theirSum() {
        return money(sum(theirs.stream().map(NettingItem::openBefore).toList()));
    }

    /** The smaller of both sums. */
    public Money setOff() {
        return money(ourSum().amount().min(theirSum().amount()));
    }

    /** What is left to be paid; 0 or more. */
    public Money rest() {
        return money(ourSum().amount().subtract(theirSum().amount()).abs());
    }

    public Payer payer() {
        int compared = ourSum().compareTo(theirSum());
        return compared > 0 ? Payer.CLIENT : compared < 0 ? Payer.MASTER : Payer.NOBODY;
    }

    private Money money(BigDecimal amount) {
        return new Money(amount, request.currency());
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
