package org.portlease.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.portlease.test.world.Database;
import org.portlease.test.world.Template;

/**
 * Debian's FreeRADIUS on PostgreSQL: a row that counts the client's ports, its own accounting
 * table, and the proxy.
 */
final class FreeRadius implements Contestant {

    static final String PROGRAM = "/usr/sbin/freeradius";
    static final String SCHEMA = "/etc/freeradius/3.0/mods-config/sql/main/postgresql/schema.sql";

    private static final String DATABASE = "radius";
    private static final String PORTS =
            """
            create table csp (realm text primary key, status text, ports int, in_use int,
                seconds_used bigint, seconds_limit bigint) with (fillfactor = 50);
            insert into csp values ('load.example', 'active', 100000000, 0, 0, 1000000000000000);
            """;

    private final Path work;
    private final Cluster cluster;
    private final Endpoints endpoints;

    FreeRadius(Path work, Cluster cluster, Endpoints endpoints) {
        this.work = work;
        this.cluster = cluster;
        this.endpoints = endpoints;
    }

    @Override
    public void prepare() throws IOException {
        Database database = cluster.fresh(DATABASE);
        database.update(Files.readString(Path.of(SCHEMA)));
        database.update(PORTS);
        Files.createDirectories(work);
        Map<String, String> names = new HashMap<>(endpoints.names());
        names.put("DIRECTORY", work.toString());
        names.put("DATABASE", DATABASE);
        names.put("DATABASE_PORT", Integer.toString(cluster.port()));
        Template.write("/benchmark/freeradius.conf", work.resolve("freeradius.conf"), names);
    }

    @Override
    public Running start() throws IOException {
        return Daemon.start(
                work.resolve("output.log"),
                List.of(PROGRAM, "-f", "-d", work.toString(), "-n", "freeradius"));
    }

    @Override
    public boolean usesDatabase() {
        return true;
    }

    @Override
    public String leftBehind() {
        Database database = cluster.database(DATABASE);
        return String.format(
                "%,d closed and %,d open sessions, %,d ports in use",
                database.number("select count(*) from radacct where acctstoptime is not null"),
                database.number("select count(*) from radacct where acctstoptime is null"),
                database.number("select in_use from csp"));
    }
}
