package org.portlease.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A closed session, as it is shown.
 *
 * @param session its own id, for ever
 * @param contract null for one of the master's own subscribers
 * @param subscriber the own one; null for a client's
 * @param acctSessionId null where the NAS gave none
 * @param nas by its name now
 * @param pop by its name now
 * @param portType NAS-Port-Type; null where the NAS has not said
 * @param terminateCause null where no Stop has said
 * @param endCause STOP, or how its end was found out
 * @param estimated whether no Stop has said how long it lasted
 * @param withoutAdmission known from accounting alone
 */
public record UsageRow(
        UUID session,
        @Nullable Long contract,
        @Nullable Long subscriber,
        @Nullable String acctSessionId,
        String nas,
        String pop,
        @Nullable Integer portType,
        Instant startedAt,
        Instant stoppedAt,
        long seconds,
        long inputOctets,
        long outputOctets,
        @Nullable Integer terminateCause,
        String endCause,
        boolean estimated,
        boolean burst,
        boolean withoutAdmission) {

    /** What {@link #of} reads. A name is looked up a row, so that no join alters the order. */
    static final String COLUMNS =
            "u.id, u.contract_id, u.subscriber_id, u.acct_session_id,"
                    + " (select n.name from nas n where n.id = u.nas_id) as nas,"
                    + " (select p.name from pop p where p.id = u.pop_id) as pop,"
                    + " u.port_type, u.started_at, u.stopped_at, u.session_seconds,"
                    + " u.input_octets, u.output_octets, u.terminate_cause, u.end_cause,"
                    + " u.estimated, u.burst, u.late";

    static UsageRow of(ResultSet row) throws SQLException {
        return new UsageRow(
                row.getObject("id", UUID.class),
                row.getObject("contract_id", Long.class),
                row.getObject("subscriber_id", Long.class),
                row.getString("acct_session_id"),
                Objects.requireNonNullElse(row.getString("nas"), ""),
                Objects.requireNonNullElse(row.getString("pop"), ""),
                row.getObject("port_type", Integer.class),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("stopped_at", OffsetDateTime.class).toInstant(),
                row.getLong("session_seconds"),
                row.getLong("input_octets"),
                row.getLong("output_octets"),
                row.getObject("terminate_cause", Integer.class),
                row.getString("end_cause"),
                row.getBoolean("estimated"),
                row.getBoolean("burst"),
                row.getBoolean("late"));
    }
}
