package org.portlease.session;

import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a contract's sessions are in its daily files of usage.
 *
 * @param filedUntil sessions that stopped before have had their day's file; null before the first
 * @param nextFile the sequence of the file that has what comes of them now
 */
@Embeddable
public record Filing(@Nullable Instant filedUntil, int nextFile) {

    /** No file yet. */
    public static final Filing NONE = new Filing(null, 1);

    /** The file of all that stopped before that instant is about to be made; once is enough. */
    Filing cut(Instant until, int sequence) {
        return sequence < nextFile ? this : new Filing(until, sequence + 1);
    }

    /** Which file has a session that is recorded now; null for the one of the day of its stop. */
    @Nullable Integer fileOf(Instant stoppedAt) {
        return filedUntil != null && stoppedAt.isBefore(filedUntil) ? nextFile : null;
    }
}
