package org.portlease.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.portlease.demo.ServerProcess;
import org.portlease.test.world.Await;
import org.portlease.test.world.Database;

/** The server that ships, with the world "load". */
final class Portlease implements Contestant {

    private static final int PORT_OFFSET = 200;
    private static final Duration BILLING_PATIENCE = Duration.ofMinutes(20);
    private static final String WITHOUT_BILLING =
            "select count(*) from contract c where not exists"
                    + " (select 1 from usage_file f where f.contract_id = c.id)";

    private final Path home;
    private final String name;
    private final Path work;
    private final Cluster cluster;
    private final Endpoints endpoints;

    /**
     * @param home the provisioned server
     * @param name of its database, and of its directory among the benchmark's files
     */
    Portlease(Path home, Path files, String name, Cluster cluster, Endpoints endpoints) {
        this.home = home;
        this.name = name;
        this.work = files.resolve(name);
        this.cluster = cluster;
        this.endpoints = endpoints;
    }

    static List<Integer> tcpPorts() {
        return ServerProcess.tcpPorts(PORT_OFFSET);
    }

    /** Starts it once, so that the database has its schema and its world. */
    @Override
    public void prepare() throws IOException, InterruptedException {
        cluster.fresh(name);
        Files.createDirectories(work);
        try (ServerProcess first = ServerProcess.start(home, work, PORT_OFFSET, settings())) {
            first.awaitReady();
        }
    }

    /** Runs it until every contract has its first period and its first file of usage. */
    void beginBilling() throws IOException, InterruptedException {
        try (RunningServer server = start()) {
            server.awaitReady();
            Await.until(
                    "billing to begin with every contract",
                    BILLING_PATIENCE,
                    () -> database().number(WITHOUT_BILLING) == 0);
        }
    }

    @Override
    public RunningServer start() throws IOException {
        return new RunningServer(ServerProcess.restart(home, work, PORT_OFFSET, settings()));
    }

    Database database() {
        return cluster.database(name);
    }

    private Map<String, String> settings() {
        return Map.of(
                "PORTLEASE_DEMO",
                "load",
                "PORTLEASE_DB_URL",
                database().url() + "?reWriteBatchedInserts=true",
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
        Database database = database();
        return String.format(
                "%,d closed sessions, %,d leases (%,d of them granted, not started), %,d ports in"
                        + " use, %,d counters put right",
                database.number("select count(*) from usage_record"),
                database.number("select count(*) from lease"),
                database.number("select count(*) from lease where state = 'GRANTED'"),
                database.number(
                        "select sum(in_use) from capacity"
                                + " where id in (select capacity_id from contract)"),
                database.number("select count(*) from capacity_repair"));
    }
}
