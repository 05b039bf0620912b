package org.portlease.benchmark;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.portlease.test.world.Database;

/** Compares what was billed with what was used. */
public final class CloseAudit {

    private static final String BILLED =
            """
            (select lease_id, sum(session_seconds) as seconds, sum(input_octets) as input,
                sum(output_octets) as output, sum(connections) as connections
               from rated_usage group by lease_id)
            """;

    private CloseAudit() {}

    /**
     * @param until the end of what was closed
     * @param invoices how many there must be
     * @throws IllegalStateException where something was billed twice, not at all or wrongly
     */
    public static String check(Database database, Instant until, long invoices) {
        Map<String, Long> faults = new LinkedHashMap<>();
        faults.put(
                "closed sessions billed otherwise than they were used",
                database.number(
                        "select count(*) from usage_record u left join "
                                + BILLED
                                + " r on r.lease_id = u.id where u.stopped_at < cast(? as"
                                + " timestamptz) and (r.seconds is distinct from u.session_seconds"
                                + " or r.input <> u.input_octets or r.output <> u.output_octets or"
                                + " r.connections <> 1)",
                        until.toString()));
        faults.put(
                "open sessions billed otherwise than their evidence",
                database.number(
                        "select count(*) from lease u left join "
                                + BILLED
                                + " r on r.lease_id = u.id where r.seconds is distinct from"
                                + " least(u.session_seconds, extract(epoch from cast(? as"
                                + " timestamptz) - u.started_at)) or r.connections <> 1",
                        until.toString()));
        faults.put(
                "sessions billed that nobody knows",
                database.number(
                        "select count(*) from rated_usage r where not exists (select 1 from"
                                + " usage_record u where u.id = r.lease_id) and not exists (select"
                                + " 1 from lease l where l.id = r.lease_id)"));
        faults.put(
                "years with a gap between the numbers of invoices",
                database.number(
                        "select count(*) from (select count(*) as n, count(distinct number) as d,"
                                + " max(cast(split_part(number, '-', 2) as bigint)) as m from"
                                + " invoice group by split_part(number, '-', 1)) y where n <> m or"
                                + " d <> m"));
        faults.put(
                "invoices too many or too few",
                database.number("select count(distinct period_id) from invoice") - invoices
                        | database.number("select count(*) from invoice") - invoices);
        faults.put(
                "billed seconds that are on no line",
                database.number(
                        "select cast((select coalesce(sum(billed_seconds), 0) from rated_usage) -"
                                + " (select coalesce(sum(quantity), 0) from invoice_line where kind"
                                + " = 'TIME') as bigint)"));
        faults.values().removeIf(count -> count == 0);
        if (!faults.isEmpty()) {
            throw new IllegalStateException("billing is wrong: " + faults);
        }
        return String.format(
                "every session billed once and as it was used, %,d invoices without a gap",
                invoices);
    }
}
