package org.portlease.billing;

/**
 * What one invoice bills of a session at one price.
 *
 * @param period in which it was used, as {@link RatingPeriods} counts them
 * @param entry which of that period's prices of usage
 * @param seconds connection time
 * @param billedSeconds the same, rounded
 * @param connections 1 in the first part of a session that is ever billed
 */
public record RatedPart(
        int period,
        int entry,
        long seconds,
        long billedSeconds,
        long inputOctets,
        long outputOctets,
        int connections) {

    RatedPart plus(RatedPart other) {
        return new RatedPart(
                period,
                entry,
                seconds + other.seconds,
                billedSeconds + other.billedSeconds,
                inputOctets + other.inputOctets,
                outputOctets + other.outputOctets,
                connections + other.connections);
    }

    boolean isNothing() {
        return (seconds | billedSeconds | inputOctets | outputOctets | connections) == 0;
    }
}
