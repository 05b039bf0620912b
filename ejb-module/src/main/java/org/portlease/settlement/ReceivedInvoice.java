package org.portlease.settlement;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import org.portlease.billing.BillingRefusedException;
import org.portlease.contract.Money;
import org.portlease.provider.Provider;

/**
 * An invoice that a client has sent to us, for what we use of its network: we owe it until it is
 * paid or set off.
 */
@Entity
public class ReceivedInvoice {

    private static final int LONGEST_NUMBER = 64;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long providerId;
    private String number;
    private LocalDate issuedOn;
    private LocalDate dueOn;
    private String currency;

    @Column(precision = 19, scale = 4)
    private BigDecimal total;

    @Column(precision = 19, scale = 4)
    private BigDecimal paid;

    private Instant receivedAt;

    @SuppressWarnings("NullAway.Init")
    protected ReceivedInvoice() {}

    ReceivedInvoice(
            Provider provider,
            String number,
            LocalDate issuedOn,
            LocalDate dueOn,
            Money total,
            Instant now) {
        if (dueOn.isBefore(issuedOn)) {
            throw new BillingRefusedException(
                    "an invoice can't be due before it is issued, but this is due on "
                            + dueOn
                            + " and issued on "
                            + issuedOn);
        }
        if (total.amount().signum() <= 0) {
            throw new BillingRefusedException(
                    "a received invoice must be of more than nothing, but was of " + total);
        }
        this.providerId = provider.id();
        this.number = Required.text("a received invoice's number", number, LONGEST_NUMBER);
        this.issuedOn = issuedOn;
        this.dueOn = dueOn;
        this.currency = total.currency().getCurrencyCode();
        this.total =
                Required.payable("a received invoice's total", total.amount(), total.currency());
        this.paid = BigDecimal.ZERO;
        this.receivedAt = now;
    }

    /** Whether it says what that one says. */
    boolean saysAs(ReceivedInvoice other) {
        return providerId == other.providerId
                && number.equals(other.number)
                && issuedOn.equals(other.issuedOn)
                && dueOn.equals(other.dueOn)
                && total().equals(other.total());
    }

    void pay(BigDecimal amount) {
        if (amount.signum() <= 0 || amount.compareTo(open()) > 0) {
            throw new BillingRefusedException(
                    "a payment of the received invoice "
                            + number
                            + " must be more than nothing and at most "
                            + open().toPlainString()
                            + " "
                            + currency
                            + ", but was "
                            + amount.toPlainString());
        }
        paid = paid.add(amount);
    }

    /** What we have still to pay. */
    public BigDecimal open() {
        return total.subtract(paid);
    }

    public long id() {
        return id;
    }

    /** Who sent it. */
    public long providerId() {
        return providerId;
    }

    /** As its sender has numbered it. */
    public String number() {
        return number;
    }

    public LocalDate issuedOn() {
        return issuedOn;
    }

    public LocalDate dueOn() {
        return dueOn;
    }

    public Money total() {
        return new Money(total, currency());
    }

    public Currency currency() {
        return Currency.getInstance(currency);
    }

    public Instant receivedAt() {
        return receivedAt;
    }
}
