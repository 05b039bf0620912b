package org.portlease.billing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;

/**
 * The file of usage records of a contract's day.
 *
 * <p>The first is opened for the day on which billing met the contract. When its day is over, and
 * the contract's close delay has passed, it is {@link #make made}: its records are frozen, its sums
 * and its digest known, and it never changes again; the next day's is opened. So each contract has
 * one that is not made, and their sequence has no gap.
 */
@Entity
@Table(name = "usage_file")
@SuppressWarnings("UnusedVariable") // columns that only queries read
public class UsageFile {

    /** The version of the format in which files are made now. */
    static final int FORMAT = 1;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long contractId;
    private int sequence;
    private LocalDate onDay;
    private Instant fromAt;
    private Instant untilAt;
    private Instant dueAt;
    private int format;
    private @Nullable Instant madeAt;
    private @Nullable String provider;
    private @Nullable String virtualIdentifier;
    private long records;
    private long seconds;

    @Column(precision = 38, scale = 0)
    private BigInteger inputOctets;

    @Column(precision = 38, scale = 0)
    private BigInteger outputOctets;

    private @Nullable String sha256;

    @SuppressWarnings("NullAway.Init")
    protected UsageFile() {}

    private UsageFile(Contract contract, int sequence, LocalDate day, Instant from) {
        ZoneId zone = contract.zone();
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        this.contractId = contract.id();
        this.sequence = sequence;
        this.onDay = day;
        this.fromAt = from;
        this.untilAt = end.isBefore(from) ? from : end; // the contract has moved to the east
        this.dueAt = untilAt.plus(contract.billing().delay());
        this.format = FORMAT;
        this.inputOctets = BigInteger.ZERO;
        this.outputOctets = BigInteger.ZERO;
    }

    /** A contract's first, of the day of that instant. */
    static UsageFile first(Contract contract, Instant time) {
        LocalDate day = LocalDate.ofInstant(time, contract.zone());
        return new UsageFile(contract, 1, day, day.atStartOfDay(contract.zone()).toInstant());
    }

    /** The one of the day after, which begins where this one ends. */
    UsageFile next(Contract contract) {
        return new UsageFile(contract, sequence + 1, onDay.plusDays(1), untilAt);
    }

    /** Keeps the names that it says, whatever they become. */
    void name(String newProvider, String newVirtualIdentifier) {
        provider = newProvider;
        virtualIdentifier = newVirtualIdentifier;
    }

    /** Its records are frozen. */
    void make(UsageFileSums sums, String digest, Instant now) {
        records = sums.records();
        seconds = sums.seconds();
        inputOctets = sums.inputOctets();
        outputOctets = sums.outputOctets();
        sha256 = digest;
        madeAt = now;
    }

    public long id() {
        return id;
    }

    public long contractId() {
        return contractId;
    }

    /** Its place among the contract's files, from 1. */
    public int sequence() {
        return sequence;
    }

    /** In the contract's time zone. */
    public LocalDate day() {
        return onDay;
    }

    public Instant fromAt() {
        return fromAt;
    }

    /** The first instant after its day. */
    public Instant untilAt() {
        return untilAt;
    }

    /** When it may be made. */
    public Instant dueAt() {
        return dueAt;
    }

    public boolean isMade() {
        return madeAt != null;
    }

    /** Empty before. */
    public Optional<Instant> madeAt() {
        return Optional.ofNullable(madeAt);
    }

    int format() {
        return format;
    }

    /** Null before it is made, as what follows. */
    public @Nullable String provider() {
        return provider;
    }

    public @Nullable String virtualIdentifier() {
        return virtualIdentifier;
    }

    /** Of all its lines but the last: 64 hexadecimal digits. */
    public @Nullable String sha256() {
        return sha256;
    }

    public UsageFileSums sums() {
        return new UsageFileSums(records, seconds, inputOctets, outputOctets);
    }
}
