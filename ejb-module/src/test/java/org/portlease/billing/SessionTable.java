package org.portlease.billing;

import jakarta.persistence.Query;
import java.util.UUID;
import org.portlease.billing.BillingCase.Fact;
import org.portlease.billing.BillingCase.Kind;
import org.portlease.billing.BillingCase.Piece;

/** What the ledger does to leases and usage records, in SQL. */
final class SessionTable {

    private final BillingWorld world;

    SessionTable(BillingWorld world) {
        this.world = world;
    }

    void open(Fact fact, UUID id, Kind kind) {
        update(
                """
                insert into lease (id, state, contract_id, pop_id, nas_id, acct_session_id,
                  reserved_at, started_at, start_recorded, interims, session_seconds, input_octets,
                  output_octets, late, burst, port_type)
                values (:id, 'ACTIVE', (select id from contract),
                  (select id from pop where name = :pop), 1, 's', :start, :start, true, 0, :seconds,
                  :input, :output, false, :burst, cast(:port as integer))
                """,
                fact,
                id,
                kind);
    }

    void report(Fact fact, UUID id) {
        Piece piece = fact.piece();
        world.sql(
                "update lease set session_seconds = %d, input_octets = %d, output_octets = %d where id = '%s'"
                        .formatted(piece.seconds(), piece.input(), piece.output(), id));
    }

    /** Late where its period was cut before. */
    void stop(Fact fact, UUID id, Kind kind) {
        world.sql("delete from lease where id = '" + id + "'");
        update(
                """
                insert into usage_record (id, contract_id, pop_id, nas_id, acct_session_id,
                  started_at, stopped_at, start_recorded, interims, session_seconds, input_octets,
                  output_octets, late, burst, port_type, after_cut)
                values (:id, (select id from contract), (select id from pop where name = :pop), 1,
                  's', :start, :stop, true, 0, :seconds, :input, :output, false, :burst,
                  cast(:port as integer),
                  coalesce(:stop < (select k.cut_at from capacity k join contract c
                    on c.capacity_id = k.id), false))
                """,
                fact,
                id,
                kind);
    }

    void settle(Fact fact, UUID id) {
        Piece piece = fact.piece();
        world.sql(
                """
                update usage_record set session_seconds = %d, input_octets = %d,
                  output_octets = %d, stopped_at = timestamp with time zone '%s',
                  after_cut = after_cut or coalesce(timestamp with time zone '%s' <
                    (select k.cut_at from capacity k join contract c on c.capacity_id = k.id), false)
                 where id = '%s'
                """
                        .formatted(
                                piece.seconds(),
                                piece.input(),
                                piece.output(),
                                piece.stop(),
                                piece.stop(),
                                id));
    }

    private void update(String statement, Fact fact, UUID id, Kind kind) {
        world.database()
                .run(
                        entities -> {
                            Piece piece = fact.piece();
                            Query query =
                                    entities.createNativeQuery(statement)
                                            .setParameter("id", id)
                                            .setParameter("pop", kind.rural() ? "Hills" : "Central")
                                            .setParameter("start", piece.start())
                                            .setParameter("seconds", piece.seconds())
                                            .setParameter("input", piece.input())
                                            .setParameter("output", piece.output())
                                            .setParameter("burst", kind.burst())
                                            .setParameter("port", kind.portType());
                            if (statement.contains(":stop")) {
                                query.setParameter("stop", piece.stop());
                            }
                            query.executeUpdate();
                        });
    }
}
