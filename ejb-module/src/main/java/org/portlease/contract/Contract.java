package org.portlease.contract;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.Provider;

/**
 * What a client provider may use of the master's access capacity.
 *
 * <p>It is concluded with a virtual subscriber and a capacity row of its own, holds from its start,
 * may be suspended and resumed any number of times, and ends at its agreed end or, for good, when
 * it is terminated. Connections that are up then stay up, and only new ones are refused, unless the
 * conditions say that they are disconnected.
 */
@Entity
public class Contract {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long providerId;
    private long capacityId;
    @Embedded private VirtualSubscriber virtualSubscriber;

    @Enumerated(EnumType.STRING)
    private ContractStatus status;

    private Instant startsAt;
    private @Nullable Instant endsAt;
    private String timeZone;
    private @Nullable Long thresholdSeconds;
    private String currency;

    @Column(precision = 19, scale = 4)
    private @Nullable BigDecimal creditLimit;

    private int burstPorts;
    private boolean hardThreshold;
    private int leastSessionSeconds;
    private int mostSessionSeconds;
    private boolean disconnects;

    @Enumerated(EnumType.STRING)
    private AccountingMode accounting;

    @Enumerated(EnumType.STRING)
    private BillingCycle.Length billingLength;

    private int billingDay;
    private boolean splitSessions;
    private boolean issueAutomatically;
    private int closeDelaySeconds;
    private int paymentDays;
    private @Nullable String taxCode;

    @SuppressWarnings("NullAway.Init")
    protected Contract() {}

    private Contract(
            long providerId, long capacityId, VirtualSubscriber virtualSubscriber, Terms terms) {
        this.providerId = providerId;
        this.capacityId = capacityId;
        this.virtualSubscriber = virtualSubscriber;
        this.status = ContractStatus.ACTIVE;
        this.currency = terms.currency().getCurrencyCode();
        take(terms);
        take(Conditions.USUAL);
        take(BillingTerms.USUAL);
    }

    /**
     * @param capacityId the row that counts this contract's ports and time, and no other's
     */
    public static Contract conclude(
            Provider provider, long capacityId, VirtualSubscriber virtualSubscriber, Terms terms) {
        return new Contract(provider.id(), capacityId, virtualSubscriber, terms);
    }

    /**
     * Replaces when it holds, and up to where.
     *
     * @throws IllegalArgumentException where the currency is another one
     */
    public void renew(Terms terms) {
        if (!terms.currency().equals(currency())) {
            throw new IllegalArgumentException(
                    "a contract's currency is that of its prices and invoices, "
                            + currency
                            + ", for good, but was to be "
                            + terms.currency());
        }
        take(terms);
    }

    private void take(Terms terms) {
        startsAt = terms.startsAt();
        endsAt = terms.endsAt();
        timeZone = terms.zone().getId();
        thresholdSeconds = terms.thresholdSeconds();
        Money limit = terms.creditLimit();
        creditLimit = limit == null ? null : limit.amount();
    }

    /** Another virtual subscriber, or the same with another password, stands for its clients. */
    public void standBehind(VirtualSubscriber newVirtualSubscriber) {
        virtualSubscriber = newVirtualSubscriber;
    }

    /** Replaces what was agreed on beyond ports, time and price. */
    public void agreeOn(Conditions conditions) {
        take(conditions);
    }

    private void take(Conditions conditions) {
        burstPorts = conditions.burstPorts();
        hardThreshold = conditions.hardThreshold();
        leastSessionSeconds = (int) conditions.leastSession().toSeconds();
        mostSessionSeconds = (int) conditions.mostSession().toSeconds();
        disconnects = conditions.disconnects();
        accounting = conditions.accounting();
    }

    /** Replaces how it is billed, from the next period on. */
    public void billBy(BillingTerms billing) {
        take(billing);
    }

    private void take(BillingTerms billing) {
        new BillingCycle(billing.length(), billing.day(), zone());
        billingLength = billing.length();
        billingDay = billing.day();
        splitSessions = billing.split();
        issueAutomatically = billing.automatic();
        closeDelaySeconds = (int) billing.delay().toSeconds();
        paymentDays = billing.paymentDays();
        taxCode = billing.taxCode().orElse(null);
    }

    /** Admits nobody new until it is resumed. */
    public void suspend() {
        refuseIfTerminated();
        status = ContractStatus.SUSPENDED;
    }

    public void resume() {
        refuseIfTerminated();
        status = ContractStatus.ACTIVE;
    }

    /** Ends it for good. */
    public void terminate() {
        status = ContractStatus.TERMINATED;
    }

    /** Whether it has been ended for good: its provider may have another one. */
    public boolean isTerminated() {
        return status == ContractStatus.TERMINATED;
    }

    /** Whether it lets its subscribers in at that instant, as far as state and term go. */
    public boolean isInForce(Instant now) {
        return status == ContractStatus.ACTIVE && isWithinTerm(now);
    }

    private boolean isWithinTerm(Instant now) {
        return !now.isBefore(startsAt) && (endsAt == null || now.isBefore(endsAt));
    }

    /** Where the billing period of that instant began, in its own zone. */
    public Instant periodStart(Instant now) {
        return cycle().startOf(now);
    }

    /** How its billing periods follow each other. */
    public BillingCycle cycle() {
        return new BillingCycle(billingLength, billingDay, zone());
    }

    /** How it is billed, whatever the prices are. */
    public BillingTerms billing() {
        return new BillingTerms(
                billingLength,
                billingDay,
                splitSessions,
                issueAutomatically,
                Duration.ofSeconds(closeDelaySeconds),
                paymentDays,
                Optional.ofNullable(taxCode));
    }

    public long id() {
        return id;
    }

    public long providerId() {
        return providerId;
    }

    public long capacityId() {
        return capacityId;
    }

    public VirtualSubscriber virtualSubscriber() {
        return virtualSubscriber;
    }

    public ContractStatus status() {
        return status;
    }

    public Instant startsAt() {
        return startsAt;
    }

    /** When it ends by itself; empty for never. */
    public Optional<Instant> endsAt() {
        return Optional.ofNullable(endsAt);
    }

    /** Whose midnights bound its billing periods. */
    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    /** Whether each session's time is promised to it when it is let in: under a hard threshold. */
    public boolean reservesTime() {
        return conditions().hardThreshold() && thresholdSeconds().isPresent();
    }

    /** Connection time of a billing period, in seconds; empty for no threshold. */
    public OptionalLong thresholdSeconds() {
        return thresholdSeconds == null ? OptionalLong.empty() : OptionalLong.of(thresholdSeconds);
    }

    /** What all its prices are in. */
    public Currency currency() {
        return Currency.getInstance(currency);
    }

    /** Up to where the client may owe; empty for no limit. */
    public Optional<Money> creditLimit() {
        return Optional.ofNullable(creditLimit).map(limit -> Money.of(limit, currency));
    }

    /** What was agreed on beyond ports, time and price. */
    public Conditions conditions() {
        return new Conditions(
                burstPorts,
                hardThreshold,
                Duration.ofSeconds(leastSessionSeconds),
                Duration.ofSeconds(mostSessionSeconds),
                disconnects,
                accounting);
    }

    private void refuseIfTerminated() {
        if (isTerminated()) {
            throw new IllegalStateException("contract " + id + " is terminated");
        }
    }
}
