package org.portlease.contract;

import java.time.Duration;
import org.portlease.provider.Checks;

/**
 * What was agreed on beyond ports, time and price.
 *
 * @param burstPorts how many ports above its own it may use while a point of presence has room
 * @param hardThreshold whether connection time is reserved with each grant, so that the threshold
 *     is never passed; else reaching it refuses new sessions only
 * @param leastSession under a hard threshold, what must be left for a session to be let in
 * @param mostSession under a hard threshold, how much one grant reserves at most
 * @param disconnects whether open sessions are ended when the contract may not be used any more
 */
public record Conditions(
        int burstPorts,
        boolean hardThreshold,
        Duration leastSession,
        Duration mostSession,
        boolean disconnects,
        AccountingMode accounting) {

    /** Of a contract in which nothing more was agreed on. */
    public static final Conditions USUAL =
            new Conditions(
                    0,
                    false,
                    Duration.ofMinutes(5),
                    Duration.ofHours(1),
                    false,
                    AccountingMode.STORE);

    private static final int DAY_SECONDS = 86_400;
    private static final int MONTH_SECONDS = 31 * DAY_SECONDS;

    public Conditions {
        Checks.between("burst ports", burstPorts, 0, Integer.MAX_VALUE);
        leastSession = Checks.seconds("the least session", leastSession, 1, DAY_SECONDS);
        mostSession =
                Checks.seconds(
                        "the most of a session, not less than its least,",
                        mostSession,
                        (int) leastSession.toSeconds(),
                        MONTH_SECONDS);
    }
}
