package org.portlease.settlement;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An invoice in a netting statement.
 *
 * @param number its place in the statement, from 1: ours first, each side's oldest first
 * @param invoiceId of our invoice; null of theirs
 * @param receivedInvoiceId of their invoice; null of ours
 * @param openBefore what was to be paid of it; more than 0
 * @param setOff what is set off of that
 */
@Embeddable
public record NettingItem(
        int number,
        @Enumerated(EnumType.STRING) Side side,
        @Nullable Long invoiceId,
        @Nullable Long receivedInvoiceId,
        String invoiceNumber,
        LocalDate issuedOn,
        LocalDate dueOn,
        @Column(precision = 19, scale = 4) BigDecimal openBefore,
        @Column(precision = 19, scale = 4) BigDecimal setOff) {

    /** Who has issued it. */
    public enum Side {
        OURS,
        THEIRS
    }

    /** What is still to be paid of it. */
    public BigDecimal openAfter() {
        return openBefore.subtract(setOff);
    }
}
