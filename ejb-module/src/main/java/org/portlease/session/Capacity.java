package org.portlease.session;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The ports of a point of presence or of a contract, and the connection time of its period.
 *
 * <p>Its row is the lock that makes N+k simultaneous requests admit exactly N: every method is
 * called under it. The connection time used counts closed and open sessions in constant time: of n
 * open sessions with the starts s, {@code closed + n * now - sum(s)}.
 */
@Entity
@Table(name = "capacity")
public class Capacity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private int ports;
    private int inUse;
    private Instant periodStart;
    private long closedSeconds;
    private int openSessions;
    private long openStartSum;
    private long carriedSeconds;

    @SuppressWarnings("NullAway.Init")
    protected Capacity() {}

    private Capacity(int ports, Instant periodStart) {
        this.ports = ports;
        this.periodStart = periodStart;
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

    public int inUse() {
        return inUse;
    }

    public boolean hasFreePort() {
        return inUse < ports;
    }

    /** Takes a port; above {@link #ports} only for accounting, which is never refused. */
    public void takePort() {
        inUse++;
    }

    public void freePort() {
        inUse--;
    }

    /** A session has begun to use connection time. */
    public void sessionOpened(Instant startedAt) {
        openSessions++;
        openStartSum += countedFrom(startedAt);
    }

    /** A session that was opened with the same start has ended after this many seconds. */
    public void sessionClosed(Instant startedAt, long seconds) {
        openSessions--;
        openStartSum -= countedFrom(startedAt);
        addClosed(startedAt, seconds);
    }

    /** Counts a session that was never seen open. */
    public void addClosed(Instant startedAt, long seconds) {
        long inEarlierPeriods = countedFrom(startedAt) - startedAt.getEpochSecond();
        closedSeconds += Math.max(0, seconds - inEarlierPeriods);
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

    private long countedFrom(Instant startedAt) {
        return Math.max(startedAt.getEpochSecond(), periodStart.getEpochSecond());
    }
}
