package org.portlease.tariff;

/**
 * How a session's connection time is rounded for the bill: once a session, however many parts it is
 * billed in.
 *
 * @param stepSeconds each step that is begun counts; 1 or more
 * @param minimumSeconds what a session that used any time counts at least
 */
public record Rounding(int stepSeconds, int minimumSeconds) {

    private static final int LONGEST = 86_400;

    /** To the second. */
    public static final Rounding NONE = new Rounding(1, 0);

    public Rounding {
        if (stepSeconds < 1 || stepSeconds > LONGEST) {
            throw new IllegalArgumentException(
                    "a rounding step must be 1 to " + LONGEST + " s, but was " + stepSeconds);
        }
        if (minimumSeconds < 0 || minimumSeconds > LONGEST) {
            throw new IllegalArgumentException(
                    "a minimum must be 0 to " + LONGEST + " s, but was " + minimumSeconds);
        }
    }

    /** What a session is billed that has lasted so long: nothing if it used no time. */
    public long billed(long seconds) {
        if (seconds <= 0) {
            return 0;
        }
        long counted = Math.max(seconds, minimumSeconds);
        return (counted + stepSeconds - 1) / stepSeconds * stepSeconds;
    }
}
