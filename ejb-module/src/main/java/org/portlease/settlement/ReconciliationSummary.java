package org.portlease.settlement;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What came of a reconciliation.
 *
 * @param matched pairs that agree within the tolerance
 * @param differing pairs that do not
 * @param missingThere sessions of ours that they do not have
 * @param missingHere sessions of theirs that the invoice does not bill
 * @param ambiguous sessions of theirs that fit one of ours that another fits better
 * @param overbilled net, for seconds that we have and they do not
 * @param underbilled net, for seconds that they have and we do not
 */
@Embeddable
public record ReconciliationSummary(
        long matched,
        long differing,
        long missingThere,
        long missingHere,
        long ambiguous,
        long ourSessions,
        @Column(precision = 38) BigInteger ourSeconds,
        @Column(precision = 38) BigInteger ourOctets,
        long theirSessions,
        @Column(precision = 38) BigInteger theirSeconds,
        @Column(precision = 38) BigInteger theirOctets,
        @Column(precision = 19, scale = 4) BigDecimal overbilled,
        @Column(precision = 19, scale = 4) BigDecimal underbilled) {

    /** Net, what both sides see differently. */
    public BigDecimal inQuestion() {
        return overbilled.add(underbilled);
    }
}
