package org.portlease.admission;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long a session may last.
 *
 * @param seconds empty where nothing limits it, or where it may not begin
 * @param refusal why it may not begin
 */
public record TimeLeft(OptionalLong seconds, Optional<RefusalReason> refusal) {

    static final TimeLeft UNLIMITED = new TimeLeft(OptionalLong.empty(), Optional.empty());

    static TimeLeft of(long seconds) {
        return new TimeLeft(OptionalLong.of(seconds), Optional.empty());
    }

    static TimeLeft none(RefusalReason reason) {
        return new TimeLeft(OptionalLong.empty(), Optional.of(reason));
    }
}
