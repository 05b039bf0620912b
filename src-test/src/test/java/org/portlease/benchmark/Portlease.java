package org.portlease.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.portlease.demo.ServerProcess;
import org.portlease.test.world.Database;

/** The server that ships, with the world "load". */
final class Portlease implements Contestant {

    private static final String DATABASE = "portlease";
    private static final int PORT_OFFSET = 200;

    private final Path home;
    private final Path work;
    private final Cluster cluster;
    private final Endpoints endpoints;

    /**
     * @param home the provisioned server
     */
    Portlease(Path home, Path work, Cluster cluster, Endpoints endpoints) {
        this.home = home;
        this.work = work;
        this.cluster = cluster;
        this.endpoints = endpoints;
    }

    static List<Integer> tcpPorts() {
        return ServerProcess.tcpPorts(PORT_OFFSET);
    }

    /** Starts it once, so that the database has its schema and its world. */
    @Override
    public void prepare() throws IOException, InterruptedException {
        cluster.fresh(DATABASE);
        Files.createDirectories(work);
        try (ServerProcess first = ServerProcess.start(home, work, PORT_OFFSET, settings())) {
            first.awaitReady();
        }
    }

    @Override
    public Running start() throws IOException {
        return new RunningServer(ServerProcess.restart(home, work, PORT_OFFSET, settings()));
    }

    private Map<String, String> settings() {
        return Map.of(
                "PORTLEASE_DEMO",
                "load",
                "PORTLEASE_DB_URL",
                cluster.database(DATABASE).url() + "?reWriteBatchedInserts=true",
                "PORTLEASE_DB_USER",
                Cluster.USER,
                "PORTLEASE_DB_PASSWORD",
                Cluster.USER,
                "PORTLEASE_AUTH_PORT",
                Integer.toString(endpoints.authPort()),
                "PORTLEASE_ACCT_PORT",
                Integer.toString(endpoints.acctPort()),
                "PORTLEASE_COA_PORT",
                Integer.toString(endpoints.coaPort()));
    }

    @Override
    public boolean usesDatabase() {
        return true;
    }

    @Override
    public String leftBehind() {
        Database database = cluster.database(DATABASE);
        return String.format(
                "%,d closed sessions, %,d leases (%,d of them granted, not started), %,d ports in"
                        + " use",
                database.number("select count(*) from usage_record"),
                database.number("select count(*) from lease"),
                database.number("select count(*) from lease where state = 'GRANTED'"),
                database.number(
                        "select sum(in_use) from capacity"
                                + " where id in (select capacity_id from contract)"));
    }
}
