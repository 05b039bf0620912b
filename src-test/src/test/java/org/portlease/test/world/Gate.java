package org.portlease.test.world;

import java.util.List;

/**
 * Where whoever writes to a table of PostgreSQL's waits until the test lets it go on. The server
 * takes a statement of five seconds for lost: what is done meanwhile must be done by then.
 */
public final class Gate implements AutoCloseable {

    private static final List<String> FORGET =
            List.of("drop function wait_at_gate cascade", "drop table gate");

    private final Database database;

    private Gate(Database database) {
        this.database = database;
    }

    /**
     * One at a time in a database.
     *
     * @param what "insert"
     */
    public static Gate before(Database database, String what, String table) {
        database.update("create table gate (closed boolean not null)");
        database.update("insert into gate values (true)");
        database.update(
                """
                create function wait_at_gate() returns trigger language plpgsql as $$
                begin
                    while exists (select 1 from gate where closed) loop
                        perform pg_sleep(0.02);
                    end loop;
                    return new;
                end $$
                """);
        database.update(
                "create trigger gate before "
                        + what
                        + " on "
                        + table
                        + " for each row execute function wait_at_gate()");
        return new Gate(database);
    }

    /** Waits until so many stand before it. */
    public void awaitWaiting(int number) {
        Await.until(number + " at the gate", () -> waiting() >= number);
    }

    private long waiting() {
        return database.number(
                "select count(*) from pg_stat_activity where datname = current_database()"
                        + " and wait_event = 'PgSleep'");
    }

    /** For all, and for good. */
    public void open() {
        database.update("update gate set closed = false");
    }

    @Override
    public void close() {
        open();
        FORGET.forEach(database::update);
    }
}
