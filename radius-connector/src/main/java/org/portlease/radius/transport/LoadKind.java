package org.portlease.radius.transport;

import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/**
 * The kinds of requests in the order in which an overloaded server sheds them: what can be said
 * again later goes first, what ends a connection's metering goes last.
 */
enum LoadKind {
    INTERIM(50),
    ACCESS_REQUEST(75),
    DYNAMIC_AUTHORIZATION(75),
    START(90),
    STOP(100);

    private static final int STATUS_STOP = 2;
    private static final int STATUS_INTERIM = 3;
    private static final int STATUS_ACCOUNTING_ON = 7;
    private static final int STATUS_ACCOUNTING_OFF = 8;

    private final int percent;

    LoadKind(int percent) {
        this.percent = percent;
    }

    /** How counters name it. */
    String label() {
        return Counters.label(this);
    }

    /** How many events may wait before this kind is shed. */
    int limit(int capacity) {
        return (int) Math.max(1, (long) capacity * percent / 100);
    }

    static LoadKind of(Packet request) {
        if (request.code() == Code.ACCESS_REQUEST) {
            return ACCESS_REQUEST;
        }
        if (request.code() != Code.ACCOUNTING_REQUEST) {
            return DYNAMIC_AUTHORIZATION;
        }
        long status = request.number(AttributeTypes.ACCT_STATUS_TYPE).orElse(0);
        if (status == STATUS_INTERIM) {
            return INTERIM;
        }
        boolean ends =
                status == STATUS_STOP
                        || status == STATUS_ACCOUNTING_ON
                        || status == STATUS_ACCOUNTING_OFF;
        return ends ? STOP : START;
    }
}
