package org.portlease.session;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.session.Field.Kind;

/**
 * The ports of a point of presence, of a contract, or of a contract's share of a point of presence;
 * and the connection time of a contract's period.
 *
 * <p>Its row is the lock that makes N+k simultaneous requests admit exactly N: every method is
 * called under it. The connection time used counts closed and open sessions in constant time: of n
 * open sessions with the starts s, {@code closed + n * now - sum(s)}.
 */
@Entity
@Table(name = "capacity")
public class Capacity {

    private static final long SLOT_SECONDS = Duration.ofMinutes(5).toSeconds();

    /** How the way of a packet reads and writes it. */
    static final Mapping<Long, Capacity> MAPPING =
            new Mapping<>(
                    "capacity",
                    List.of(
                            Field.of("id", Kind.NUMBER),
                            Field.fixed("ports", Kind.COUNT),
                            Field.often("in_use", Kind.COUNT),
                            Field.often("clients_in_use", Kind.COUNT),
                            Field.often("burst_in_use", Kind.COUNT),
                            Field.often("period_start", Kind.TIME),
                            Field.often("closed_seconds", Kind.NUMBER),
                            Field.often("open_sessions", Kind.COUNT),
                            Field.often("open_start_sum", Kind.NUMBER),
                            Field.often("carried_seconds", Kind.NUMBER),
                            Field.often("promised_seconds", Kind.NUMBER),
                            Field.often("promised_sessions", Kind.COUNT),
                            Field.often("promised_end_sum", Kind.NUMBER),
                            Field.often("slot_at", Kind.TIME),
                            Field.often("slot_most", Kind.COUNT),
                            Field.fixed("owed", Kind.AMOUNT),
                            Field.fixed("unbilled", Kind.AMOUNT),
                            Field.fixed("unbilled_at_seconds", Kind.NUMBER),
                            Field.fixed("per_hour", Kind.AMOUNT),
                            Field.fixed("cut_at", Kind.TIME),
                            Field.fixed("filed_until", Kind.TIME),
                            Field.fixed("next_file", Kind.COUNT)),
                    Capacity::new,
                    Capacity::values);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private int ports;
    private int inUse;
    private int clientsInUse;
    private int burstInUse;
    private Instant periodStart;
    private long closedSeconds;
    private int openSessions;
    private long openStartSum;
    private long carriedSeconds;
    private long promisedSeconds;
    private int promisedSessions;
    private long promisedEndSum;
    private Instant slotAt;
    private int slotMost;
    @Embedded private Credit credit;
    private @Nullable Instant cutAt;
    @Embedded private Filing filing;

    @SuppressWarnings("NullAway.Init")
    protected Capacity() {}

    private Capacity(Row row) throws SQLException {
        this.id = row.number();
        this.ports = row.count();
        this.inUse = row.count();
        this.clientsInUse = row.count();
        this.burstInUse = row.count();
        this.periodStart = row.time();
        this.closedSeconds = row.number();
        this.openSessions = row.count();
        this.openStartSum = row.number();
        this.carriedSeconds = row.number();
        this.promisedSeconds = row.number();
        this.promisedSessions = row.count();
        this.promisedEndSum = row.number();
        this.slotAt = row.time();
        this.slotMost = row.count();
        this.credit = new Credit(row.amount(), row.amount(), row.number(), row.amount());
        this.cutAt = row.timeOrNull();
        this.filing = new Filing(row.timeOrNull(), row.count());
    }

    private @Nullable Object[] values() {
        return new @Nullable Object[] {
            id,
            ports,
            inUse,
            clientsInUse,
            burstInUse,
            periodStart,
            closedSeconds,
            openSessions,
            openStartSum,
            carriedSeconds,
            promisedSeconds,
            promisedSessions,
            promisedEndSum,
            slotAt,
            slotMost,
            credit.owed(),
            credit.unbilled(),
            credit.unbilledAtSeconds(),
            credit.perHour(),
            cutAt,
            filing.filedUntil(),
            filing.nextFile()
        };
    }

    private Capacity(int ports, Instant periodStart) {
        this.ports = ports;
        this.periodStart = periodStart;
        this.slotAt = Instant.EPOCH;
        this.credit = Credit.NONE;
        this.filing = Filing.NONE;
    }

    /**
     * @param ports how many connections may be established at once; 0 or more
     * @param periodStart when the current period of connection time began
     */
    public static Capacity of(int ports, Instant periodStart) {
        if (ports < 0) {
            throw new IllegalArgumentException("ports must be 0 or more, but was " + ports);
        }
        return new Capacity(ports, periodStart);
    }

    public long id() {
        if (id == null) {
            throw new IllegalStateException("a capacity has no id before it is stored");
        }
        return id;
    }

    public int ports() {
        return ports;
    }

    /**
     * From now on so many connections may be established at once. Whoever is connected stays: where
     * more are in use, nobody new is admitted until fewer are.
     *
     * @param newPorts 0 or more
     */
    public void allot(int newPorts) {
        if (newPorts < 0) {
            throw new IllegalArgumentException("ports must be 0 or more, but was " + newPorts);
        }
        ports = newPorts;
    }

    public int inUse() {
        return inUse;
    }

    /** Of a point of presence: the ports that client providers use. */
    public int clientsInUse() {
        return clientsInUse;
    }

    /** The ports in use above those that are allocated, at their own price. */
    public int burstInUse() {
        return burstInUse;
    }

    /** The most ports in use at once in the running five minutes, as far as anything changed. */
    public int slotMost() {
        return slotMost;
    }

    /** When the five minutes of {@link #slotMost} began. */
    public Instant slotAt() {
        return slotAt;
    }

    public boolean hasFreePort() {
        return inUse - burstInUse < ports;
    }

    /** Whether a client provider may take a port where so many are kept for the master's own. */
    public boolean hasPortForClients(int reserved) {
        return inUse < ports && clientsInUse < ports - reserved;
    }

    /**
     * Takes a port; above {@link #ports} as a burst, or for accounting, which is never refused.
     *
     * @param burst whether it is above what is allocated
     * @param client whether a client provider takes it
     */
    public void takePort(boolean burst, boolean client) {
        inUse++;
        burstInUse += burst ? 1 : 0;
        clientsInUse += client ? 1 : 0;
        slotMost = Math.max(slotMost, inUse);
    }

    /** Takes back a {@link #takePort}. */
    public void freePort(boolean burst, boolean client) {
        inUse--;
        burstInUse -= burst ? 1 : 0;
        clientsInUse -= client ? 1 : 0;
    }

    /**
     * Begins the five minutes of that instant, where they are later than the running ones.
     *
     * @return what is to be kept of those that have ended
     */
    public Optional<PortPeak> slotTo(Instant now) {
        long second = now.getEpochSecond();
        Instant slot = Instant.ofEpochSecond(second - Math.floorMod(second, SLOT_SECONDS));
        if (!slot.isAfter(slotAt)) {
            return Optional.empty();
        }
        boolean first = slotAt.equals(Instant.EPOCH);
        PortPeak ended = new PortPeak(id(), slotAt, slotMost, inUse);
        slotAt = slot;
        slotMost = inUse;
        return first ? Optional.empty() : Optional.of(ended);
    }

    /** A session has begun to use connection time. */
    public void sessionOpened(Instant startedAt) {
        openSessions++;
        openStartSum += countedFrom(startedAt);
        carriedSeconds += inEarlierPeriods(startedAt);
    }

    /** A session that was opened with the same start has ended after this many seconds. */
    public void sessionClosed(Instant startedAt, long seconds) {
        openSessions--;
        openStartSum -= countedFrom(startedAt);
        carriedSeconds -= inEarlierPeriods(startedAt);
        addClosed(startedAt, seconds);
    }

    /** Counts a session that was never seen open. */
    public void addClosed(Instant startedAt, long seconds) {
        long here = inThisPeriod(startedAt, seconds);
        closedSeconds += here;
        carriedSeconds += seconds - here;
    }

    /** A closed session is found to have lasted longer, or shorter, than was counted. */
    public void correctClosed(Instant startedAt, long counted, long seconds) {
        long change = inThisPeriod(startedAt, seconds) - inThisPeriod(startedAt, counted);
        closedSeconds += change;
        carriedSeconds += seconds - counted - change;
    }

    /** A session that was closed with so many seconds is found to be open still. */
    public void sessionReopened(Instant startedAt, long counted) {
        correctClosed(startedAt, counted, 0);
        sessionOpened(startedAt);
    }

    /** Connection time is promised to a session that has not begun. */
    public void promise(long seconds) {
        promisedSeconds += seconds;
    }

    /** Takes back a {@link #promise}. */
    public void withdraw(long seconds) {
        promisedSeconds -= seconds;
    }

    /** Connection time is promised to an open session, until then. */
    public void promiseUntil(Instant end) {
        promisedSessions++;
        promisedEndSum += end.getEpochSecond();
    }

    /** Takes back a {@link #promiseUntil}. */
    public void withdrawUntil(Instant end) {
        promisedSessions--;
        promisedEndSum -= end.getEpochSecond();
    }

    /** Connection time that is promised and not used yet, in seconds. */
    public long promisedSeconds(Instant now) {
        long ofOpen = promisedEndSum - promisedSessions * now.getEpochSecond();
        return promisedSeconds + Math.max(0, ofOpen);
    }

    /**
     * Connection time used in the current period, in seconds, closed and open sessions together.
     */
    public long usedSeconds(Instant now) {
        return closedSeconds + Math.max(0, openSessions * now.getEpochSecond() - openStartSum);
    }

    /** Connection time metered and not billed yet, in seconds, earlier periods included. */
    public long unbilledSeconds(Instant now) {
        return carriedSeconds + usedSeconds(now);
    }

    /** Begins a new period, if that one is later: what was used is carried, open sessions go on. */
    public void rollTo(Instant newPeriodStart) {
        if (newPeriodStart.isAfter(periodStart)) {
            carriedSeconds += usedSeconds(newPeriodStart);
            closedSeconds = 0;
            openStartSum = openSessions * newPeriodStart.getEpochSecond();
            periodStart = newPeriodStart;
        }
    }

    /** What its contract's client owes. */
    public Credit credit() {
        return credit;
    }

    /** Adds to what the client owes; a payment is a negative charge. */
    public void charge(BigDecimal amount) {
        credit = credit.charged(amount);
    }

    /** What was unbilled is invoiced, and owed. */
    public void bill(BigDecimal total) {
        credit = credit.billed(total);
    }

    /**
     * The running period has been rated.
     *
     * @param unbilled what it has come to
     * @param atSeconds the {@link #unbilledSeconds} that it was rated at
     * @param perHour what an hour of connection adds from then on, at the dearest price
     */
    public void rated(BigDecimal unbilled, long atSeconds, BigDecimal perHour) {
        credit = credit.rated(unbilled, atSeconds, perHour);
    }

    /**
     * Cuts billing there: what is recorded from now on of sessions that stopped before is late, and
     * marked so. Where a later cut is known, that one stays.
     *
     * @param until the end of the period that is being closed
     */
    public void cut(Instant until) {
        if (cutAt == null || until.isAfter(cutAt)) {
            cutAt = until;
        }
    }

    /** Whether a session that stopped then came too late for its period. */
    boolean isCutAfter(Instant stoppedAt) {
        return cutAt != null && stoppedAt.isBefore(cutAt);
    }

    /**
     * Cuts the contract's daily files of usage there: what is recorded from now on of sessions that
     * stopped before is in the next file.
     *
     * @param sequence of the file that is about to be made
     */
    public void cutFile(Instant until, int sequence) {
        filing = filing.cut(until, sequence);
    }

    /** Which daily file has a session; null for the one of the day of its stop. */
    @Nullable Integer fileOf(Instant stoppedAt) {
        return filing.fileOf(stoppedAt);
    }

    /** Counts nothing any more: what it counted is not bounded there from now on. */
    public void retire() {
        repair(Count.NONE);
    }

    /** What it has counted of the open leases. */
    Count count() {
        return new Count(
                inUse,
                clientsInUse,
                burstInUse,
                openSessions,
                openStartSum,
                promisedSeconds,
                promisedSessions,
                promisedEndSum);
    }

    /**
     * Takes what was counted under its lock for the truth.
     *
     * @return what was wrong, for people, or empty where nothing was
     */
    Optional<String> repair(Count truth) {
        Count known = count();
        if (known.equals(truth)) {
            return Optional.empty();
        }
        inUse = truth.inUse();
        clientsInUse = truth.clientsInUse();
        burstInUse = truth.burstInUse();
        openSessions = truth.openSessions();
        openStartSum = truth.openStartSum();
        promisedSeconds = truth.promisedSeconds();
        promisedSessions = truth.promisedSessions();
        promisedEndSum = truth.promisedEndSum();
        return Optional.of(known.differenceTo(truth));
    }

    private long inThisPeriod(Instant startedAt, long seconds) {
        return Math.max(0, seconds - inEarlierPeriods(startedAt));
    }

    private long inEarlierPeriods(Instant startedAt) {
        return countedFrom(startedAt) - startedAt.getEpochSecond();
    }

    private long countedFrom(Instant startedAt) {
        return Math.max(startedAt.getEpochSecond(), periodStart.getEpochSecond());
    }
}
