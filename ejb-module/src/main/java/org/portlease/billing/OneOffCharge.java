package org.portlease.billing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;
import org.portlease.contract.Money;
import org.portlease.provider.Checks;

/** A line that somebody asked for: the invoice of its time's period has it, or a later one. */
@Entity
@Table(name = "one_off_charge")
public class OneOffCharge {

    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_NAME = 64;
    private static final BigDecimal MOST = new BigDecimal("1000000000");

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long contractId;
    private Instant at;
    private String text;

    @Column(precision = 19, scale = 4)
    private BigDecimal amount;

    private @Nullable String taxCode;
    private @Nullable Long periodId;
    private String createdBy;

    @SuppressWarnings("NullAway.Init")
    protected OneOffCharge() {}

    private OneOffCharge(
            Contract contract,
            Instant at,
            String text,
            Money amount,
            @Nullable String taxCode,
            String createdBy) {
        this.contractId = contract.id();
        this.at = at;
        this.text = text;
        this.amount = amount.amount();
        this.taxCode = taxCode;
        this.createdBy = createdBy;
    }

    /**
     * @param amount net; negative to give back
     * @param taxCode null for the contract's
     * @param createdBy who asked for it
     * @throws BillingRefusedException where the amount is absurd, or in another currency than the
     *     contract
     */
    static OneOffCharge of(
            Contract contract,
            Instant at,
            String text,
            Money amount,
            @Nullable String taxCode,
            String createdBy) {
        if (!amount.currency().equals(contract.currency())) {
            throw new BillingRefusedException(
                    "the contract is in " + contract.currency() + ", but the charge is " + amount);
        }
        boolean payable =
                amount.amount().stripTrailingZeros().scale() <= Money.digits(contract.currency());
        if (!payable
                || amount.amount().signum() == 0
                || amount.amount().abs().compareTo(MOST) > 0) {
            throw new BillingRefusedException(
                    "a charge must be an amount that can be paid, not 0 and up to "
                            + MOST
                            + ", but was "
                            + amount);
        }
        return new OneOffCharge(
                contract,
                at,
                Checks.text("a charge's text", text, LONGEST_TEXT),
                amount,
                taxCode,
                Checks.text("who asks for a charge", createdBy, LONGEST_NAME));
    }

    public long id() {
        return id;
    }

    public long contractId() {
        return contractId;
    }

    /** The period of this time bills it, or a later one. */
    public Instant at() {
        return at;
    }

    /** Who asked for it. */
    public String createdBy() {
        return createdBy;
    }

    public String text() {
        return text;
    }

    /** Net, in the contract's currency. */
    public BigDecimal amount() {
        return amount;
    }

    /** Empty for the contract's. */
    public Optional<String> taxCode() {
        return Optional.ofNullable(taxCode);
    }

    /** Whose invoice has it; empty where none has. */
    public Optional<Long> periodId() {
        return Optional.ofNullable(periodId);
    }

    void billIn(BillingPeriod period) {
        periodId = period.id();
    }

    void unbill() {
        periodId = null;
    }
}
