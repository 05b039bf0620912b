package org.portlease.outbound;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * What a Stop says that we make ourselves.
 *
 * @param seconds Acct-Session-Time
 * @param inputOctets from the subscriber, Gigawords included
 * @param outputOctets to the subscriber, Gigawords included
 * @param terminateCause Acct-Terminate-Cause (RFC 2866 section 5.10)
 */
@Embeddable
public record OwnStop(
        @Column(name = "stop_seconds") Long seconds,
        @Column(name = "stop_input") Long inputOctets,
        @Column(name = "stop_output") Long outputOctets,
        @Column(name = "stop_cause") Integer terminateCause) {

    /** Stands for a status type in the key: the NAS's own Stop is no copy of ours. */
    static final long KEY = -2;

    static OwnStop of(SilentEnd end) {
        return new OwnStop(
                end.total().sessionSeconds(),
                end.total().inputOctets(),
                end.total().outputOctets(),
                end.terminateCause());
    }
}
