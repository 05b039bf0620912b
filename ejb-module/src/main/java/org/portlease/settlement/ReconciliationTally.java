package org.portlease.settlement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import org.portlease.contract.Money;

/** Adds up what a reconciliation finds. One thread's. */
final class ReconciliationTally {

    private final Map<Difference.Kind, Long> counts = new EnumMap<>(Difference.Kind.class);
    private final Side ours = new Side();
    private final Side theirs = new Side();
    private long matched;
    private long differing;
    private BigDecimal over = BigDecimal.ZERO;
    private BigDecimal under = BigDecimal.ZERO;

    /** The sums of one side: more than fits a long, where a file says so. */
    private static final class Side {

        private long sessions;
        private BigInteger seconds = BigInteger.ZERO;
        private BigInteger octets = BigInteger.ZERO;

        private void add(long moreSeconds, long input, long output) {
            sessions++;
            seconds = seconds.add(BigInteger.valueOf(moreSeconds));
            octets = octets.add(BigInteger.valueOf(input)).add(BigInteger.valueOf(output));
        }
    }

    void ours(OurSession session) {
        ours.add(session.seconds(), session.inputOctets(), session.outputOctets());
    }

    void theirs(TheirSession session) {
        theirs.add(session.seconds(), session.inputOctets(), session.outputOctets());
    }

    void pair(boolean agrees) {
        matched += agrees ? 1 : 0;
        differing += agrees ? 0 : 1;
    }

    void difference(Difference.Kind kind, BigDecimal amount) {
        counts.merge(kind, 1L, Long::sum);
        over = over.add(amount.max(BigDecimal.ZERO));
        under = under.add(amount.negate().max(BigDecimal.ZERO));
    }

    ReconciliationSummary summary(Currency currency) {
        return new ReconciliationSummary(
                matched,
                differing,
                counts.getOrDefault(Difference.Kind.MISSING_THERE, 0L),
                counts.getOrDefault(Difference.Kind.MISSING_HERE, 0L),
                counts.getOrDefault(Difference.Kind.AMBIGUOUS, 0L),
                ours.sessions,
                ours.seconds,
                ours.octets,
                theirs.sessions,
                theirs.seconds,
                theirs.octets,
                Money.round(over, currency),
                Money.round(under, currency));
    }
}
