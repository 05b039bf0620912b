package org.portlease.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a session can't be billed before a person has looked at it. */
public enum Implausible {
    /** It stopped before it began, by more than two clocks may differ. */
    STOPS_BEFORE_START,
    /** More connection time than passed between its start and its end. */
    LONGER_THAN_THE_CLOCK,
    /** Less than nothing. */
    NEGATIVE_COUNTER,
    /** More octets than any line carries. */
    ABSURD_TRAFFIC,
    /** It stopped later than anybody can know. */
    IN_THE_FUTURE,
    /** It began before its contract. */
    BEFORE_CONTRACT;

    /** By how much two clocks may differ. */
    static final Duration SLACK = Duration.ofMinutes(10);

    private static final Duration DAY = Duration.ofDays(1);
    private static final int SLACK_DIVISOR = 50;

    /** 100 Gbit/s. */
    private static final long MOST_OCTETS_A_SECOND = 12_500_000_000L;

    /** What was found, and in what. */
    public record Finding(Implausible reason, String text) {}

    /**
     * @param contractStart from when on the session's contract holds
     * @param known by when everything that is known was known
     */
    static Optional<Finding> in(MeteredSession session, Instant contractStart, Instant known) {
        Implausible reason = reason(session, contractStart, known);
        return Optional.ofNullable(reason).map(found -> new Finding(found, describe(session)));
    }

    private static @Nullable Implausible reason(
            MeteredSession session, Instant contractStart, Instant known) {
        Instant stopped = session.stoppedAt() == null ? known : session.stoppedAt();
        if (session.seconds() < 0 || session.inputOctets() < 0 || session.outputOctets() < 0) {
            return NEGATIVE_COUNTER;
        }
        if (stopped.isAfter(known.plus(DAY)) || session.startedAt().isAfter(known.plus(DAY))) {
            return IN_THE_FUTURE;
        }
        if (stopped.isBefore(session.startedAt().minus(SLACK))) {
            return STOPS_BEFORE_START;
        }
        if (session.startedAt().isBefore(contractStart.minus(DAY))) {
            return BEFORE_CONTRACT;
        }
        long passed = Math.max(0, Duration.between(session.startedAt(), stopped).toSeconds());
        if (session.seconds() > passed + passed / SLACK_DIVISOR + SLACK.toSeconds()) {
            return LONGER_THAN_THE_CLOCK;
        }
        long most = Math.max(session.inputOctets(), session.outputOctets());
        return most / MOST_OCTETS_A_SECOND > session.seconds() + SLACK.toSeconds()
                ? ABSURD_TRAFFIC
                : null;
    }

    private static String describe(MeteredSession session) {
        return session.startedAt()
                + " to "
                + (session.stoppedAt() == null ? "now" : session.stoppedAt())
                + ", "
                + session.seconds()
                + " s, "
                + session.inputOctets()
                + " octets in, "
                + session.outputOctets()
                + " out";
    }
}
