package org.portlease.billing;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;
import org.portlease.invoice.DocumentPeriod;

/**
 * A billing period of a contract. The first is opened when billing first meets the contract; each
 * is followed by the next, which begins where it ends, when it is closed. A close that fails {@link
 * #park parks} it with its reason until it is tried again.
 */
@Entity
@Table(name = "billing_period")
public class BillingPeriod {

    /** How far it is. */
    public enum State {
        /** It runs, or waits to be closed. */
        OPEN,
        /** Its close failed, and is tried again. */
        PARKED,
        /** Its sessions are rated, and an invoice has them, if there was anything to bill. */
        CLOSED
    }

    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;
    private static final int LONGEST_FAULT = 500;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long contractId;
    private int number;
    private Instant startsAt;
    private Instant endsAt;
    private String timeZone;

    @Enumerated(EnumType.STRING)
    private State state;

    private Instant dueAt;
    private @Nullable Long tariffVersionId;
    private int failures;
    private @Nullable String fault;
    private @Nullable Instant closedAt;

    @SuppressWarnings("NullAway.Init")
    protected BillingPeriod() {}

    private BillingPeriod(Contract contract, int number, Instant startsAt) {
        this.contractId = contract.id();
        this.number = number;
        this.startsAt = startsAt;
        this.endsAt = contract.cycle().endOf(startsAt);
        this.timeZone = contract.zone().getId();
        this.dueAt = endsAt.plus(contract.billing().delay());
        this.state = State.OPEN;
    }

    /** A contract's first, with that time in it. */
    static BillingPeriod first(Contract contract, Instant time) {
        return new BillingPeriod(contract, 1, contract.periodStart(time));
    }

    /** The one after it, as the contract is billed by now. */
    BillingPeriod next(Contract contract) {
        return new BillingPeriod(contract, number + 1, endsAt);
    }

    public long id() {
        return id;
    }

    public long contractId() {
        return contractId;
    }

    /** Its place among the contract's periods, from 1. */
    public int number() {
        return number;
    }

    public Instant startsAt() {
        return startsAt;
    }

    /** The first instant after it. */
    public Instant endsAt() {
        return endsAt;
    }

    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    public LocalDate firstDay() {
        return document().firstDay();
    }

    /** As a document names it. */
    public DocumentPeriod document() {
        return new DocumentPeriod(startsAt, endsAt, zone());
    }

    public State state() {
        return state;
    }

    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Why its close failed; empty where it did not. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** How often in a row its close failed. */
    public int failures() {
        return failures;
    }

    /** Empty while it is not. */
    public Optional<Instant> closedAt() {
        return Optional.ofNullable(closedAt);
    }

    /** Since when it may be closed, or closed again. */
    public Instant dueAt() {
        return dueAt;
    }

    /** Which prices it was closed with; null before. */
    @Nullable Long tariffVersionId() {
        return tariffVersionId;
    }

    void close(TariffVersion version, Instant now) {
        state = State.CLOSED;
        tariffVersionId = version.id();
        failures = 0;
        fault = null;
        closedAt = now;
    }

    /** Its close has failed: it is tried again after a minute, two, four … an hour. */
    void park(String reason, Instant now) {
        state = State.PARKED;
        dueAt = now.plus(FIRST_WAIT.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS)));
        failures++;
        fault = reason.substring(0, Math.min(reason.length(), LONGEST_FAULT));
    }
}
