package org.portlease.settlement;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Compares sessions that may be one, and says what differs. One reconciliation's. */
final class Comparison implements SessionMerge.Visitor {

    private final Tolerance tolerance;
    private final AveragePrices prices;
    private final SessionMatcher matcher;
    private final DifferenceWriter differences;
    private final ReconciliationTally tally = new ReconciliationTally();

    Comparison(Tolerance tolerance, AveragePrices prices, DifferenceWriter differences) {
        this.tolerance = tolerance;
        this.prices = prices;
        this.matcher = new SessionMatcher(Duration.ofMinutes(tolerance.startMinutes()));
        this.differences = differences;
    }

    ReconciliationTally tally() {
        return tally;
    }

    @Override
    public void visit(List<OurSession> ours, List<TheirSession> theirs) throws SQLException {
        ours.forEach(tally::ours);
        theirs.forEach(tally::theirs);
        for (SessionMatcher.Match match : matcher.match(ours, theirs)) {
            if (match.paired()) {
                compare(
                        Objects.requireNonNull(match.ours()),
                        Objects.requireNonNull(match.theirs()));
            } else {
                alone(match);
            }
        }
    }

    private void compare(OurSession ours, TheirSession theirs) throws SQLException {
        var pair = new SessionMatcher.Match(ours, theirs, true);
        boolean seconds = tolerance.allowsSeconds(ours.seconds(), theirs.seconds());
        boolean octets =
                tolerance.allowsOctets(ours.inputOctets(), theirs.inputOctets())
                        && tolerance.allowsOctets(ours.outputOctets(), theirs.outputOctets());
        tally.pair(seconds && octets);
        if (!seconds) {
            found(
                    Difference.Kind.SECONDS,
                    pair,
                    prices.of(ours.seconds() - theirs.seconds(), ours));
        }
        if (!octets) {
            found(Difference.Kind.OCTETS, pair, BigDecimal.ZERO);
        }
    }

    private void alone(SessionMatcher.Match match) throws SQLException {
        OurSession ours = match.ours();
        TheirSession theirs = match.theirs();
        if (theirs == null) {
            found(Difference.Kind.MISSING_THERE, match, Objects.requireNonNull(ours).price());
        } else if (ours == null) {
            found(Difference.Kind.MISSING_HERE, match, prices.of(-theirs.seconds()));
        } else {
            found(Difference.Kind.AMBIGUOUS, match, BigDecimal.ZERO);
        }
    }

    private void found(Difference.Kind kind, SessionMatcher.Match of, BigDecimal amount)
            throws SQLException {
        tally.difference(kind, amount);
        differences.write(kind, of.ours(), of.theirs(), amount);
    }
}
