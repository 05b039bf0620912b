package org.portlease.settlement;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.portlease.contract.Money;

/** What was set off with a provider, and of which invoices. It never changes. */
@Entity
public class NettingStatement {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String number;
    private long providerId;
    private String currency;
    private LocalDate asOf;

    @Column(precision = 19, scale = 4)
    private BigDecimal ourSum;

    @Column(precision = 19, scale = 4)
    private BigDecimal theirSum;

    @Column(precision = 19, scale = 4)
    private BigDecimal setOff;

    private String reference;
    private Instant settledAt;

    @ElementCollection
    @CollectionTable(name = "netting_item", joinColumns = @JoinColumn(name = "statement_id"))
    @OrderBy("number")
    private List<NettingItem> items = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected NettingStatement() {}

    NettingStatement(String number, NettingBalance balance, String reference, Instant now) {
        this.number = number;
        this.providerId = balance.request().providerId();
        this.currency = balance.request().currency().getCurrencyCode();
        this.asOf = balance.request().asOf();
        this.ourSum = balance.ourSum().amount();
        this.theirSum = balance.theirSum().amount();
        this.setOff = balance.setOff().amount();
        this.reference = reference;
        this.settledAt = now;
        items.addAll(balance.ours());
        items.addAll(balance.theirs());
    }

    public long id() {
        return id;
    }

    /** In a series of its own, without gaps in a year: N2026-000001. */
    public String number() {
        return number;
    }

    /** What was asked for. */
    public NettingRequest request() {
        return new NettingRequest(providerId, Currency.getInstance(currency), asOf);
    }

    /** What they owed us. */
    public Money ourSum() {
        return money(ourSum);
    }

    /** What we owed them. */
    public Money theirSum() {
        return money(theirSum);
    }

    public Money setOff() {
        return money(setOff);
    }

    /** By which the request is known when it is repeated. */
    public String reference() {
        return reference;
    }

    public Instant settledAt() {
        return settledAt;
    }

    /** Ours first, each side's oldest first; those of which nothing was set off, too. */
    public List<NettingItem> items() {
        return List.copyOf(items);
    }

    private Money money(BigDecimal amount) {
        return Money.of(amount, currency);
    }
}
