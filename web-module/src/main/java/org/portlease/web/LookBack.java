package org.portlease.web;

import java.time.Duration;
import java.time.Instant;
import org.portlease.web.api.ProblemException;

/** How far back a list goes that a client asks for: bounded, so that none costs without end. */
final class LookBack {

    static final String DESCRIPTION = "How many hours back, 1 to 744";

    /** How many rows of evidence one answer holds at most. */
    static final int MOST_ROWS = 1000;

    private static final int MOST_HOURS = 31 * 24;

    private LookBack() {}

    static int hours(int asked) {
        if (asked < 1 || asked > MOST_HOURS) {
            throw ProblemException.of("hours", "must be 1 to " + MOST_HOURS);
        }
        return asked;
    }

    static Instant since(int asked, Instant now) {
        return now.minus(Duration.ofHours(hours(asked)));
    }
}
