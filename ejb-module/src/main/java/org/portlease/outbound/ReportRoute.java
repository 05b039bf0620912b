package org.portlease.outbound;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How delivery to one provider's servers goes. While they acknowledge, a window of reports is under
 * way; when they fall silent, one at a time tries whether they are back, ever more seldom. Changed
 * only under its row's lock, which is also the right to claim that provider's reports.
 */
@Entity
@Table(name = "report_route")
public class ReportRoute {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    @Id private long homeGroup;
    private int failures;
    private @Nullable Instant failedAt;
    private Instant nextTryAt;
    private @Nullable Instant answeredAt;
    private UUID lastSession;

    @SuppressWarnings("NullAway.Init")
    protected ReportRoute() {}

    ReportRoute(long homeGroup, Instant now) {
        this.homeGroup = homeGroup;
        this.nextTryAt = now;
        this.lastSession = new UUID(0, 0);
    }

    long homeGroup() {
        return homeGroup;
    }

    /** How often in a row nobody acknowledged. */
    int failures() {
        return failures;
    }

    Instant nextTryAt() {
        return nextTryAt;
    }

    /** Whose reports were looked at last: the next turn begins with the sessions after it. */
    UUID lastSession() {
        return lastSession;
    }

    void lookedAt(UUID session) {
        lastSession = session;
    }

    /**
     * It has had its turn, and goes to the end of the queue of those whose time has come; where it
     * is being tried whether the servers are back, until that is known.
     *
     * @param known when that is known at the latest
     */
    void served(Instant now, Instant known) {
        nextTryAt = failures == 0 ? now : known;
    }

    void answered(Instant now) {
        if (failures > 0) {
            failures = 0;
            nextTryAt = now;
        }
        failedAt = null;
        answeredAt = now;
    }

    /** To be tried now. */
    void hurry(Instant now) {
        if (nextTryAt.isAfter(now)) {
            nextTryAt = now;
        }
    }

    /** Whether it has acknowledged others since. */
    boolean answeredSince(Instant sentAt) {
        return answeredAt != null && answeredAt.isAfter(sentAt);
    }

    /**
     * Nobody acknowledged what was sent then. All that was under way when the servers fell silent
     * is one failure.
     */
    void unanswered(Instant sentAt, Instant now) {
        if (failedAt == null || sentAt.isAfter(failedAt)) {
            failures++;
            failedAt = now;
            nextTryAt = now.plus(pause());
        }
    }

    private Duration pause() {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
