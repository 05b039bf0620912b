package org.portlease.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portlease.benchmark.CloseWorld;
import org.portlease.demo.ServerProcess;
import org.portlease.test.wire.TestNas;
import org.portlease.test.world.Await;
import org.portlease.test.world.Database;
import org.portlease.test.world.Databases;
import org.portlease.test.world.PortOffset;
import org.portlease.test.world.WorldClock;

/**
 * Two packaged servers, a and b, that share the billing of one PostgreSQL: processes of their own,
 * so that one can be killed. They start once a run, and what was killed starts again for the next
 * scenario.
 */
final class BillingNodes {

    static final int CONTRACTS = 150;

    private static final Duration END = Duration.ofSeconds(20);
    private static @Nullable BillingNodes started;

    private final Path work = Path.of(System.getProperty("portlease.work")).resolve("billing");
    private final Database database = Databases.postgres("billing");
    private final CloseWorld world = new CloseWorld(database, CONTRACTS);
    private final Map<String, PortOffset> offsets =
            Map.of("a", PortOffset.free(), "b", PortOffset.free());
    private final Map<String, ServerProcess> running = new HashMap<>();
    private final WorldClock clock;

    private BillingNodes() throws IOException {
        Files.createDirectories(work);
        clock = new WorldClock(work.resolve("clock"));
        world.write(work.resolve("world.json"));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> running.values().forEach(ServerProcess::close)));
    }

    /** Both, ready. */
    static synchronized BillingNodes up() throws IOException, InterruptedException {
        BillingNodes nodes = started;
        if (nodes == null) {
            nodes = new BillingNodes();
            started = nodes;
        }
        for (String name : List.of("a", "b")) {
            ServerProcess known = nodes.running.get(name);
            if (known == null || !known.isAlive()) {
                nodes.start(name).awaitReady();
            }
        }
        return nodes;
    }

    private ServerProcess start(String name) throws IOException {
        PortOffset offset = offset(name);
        ServerProcess process =
                ServerProcess.start(
                        Path.of(System.getProperty("portlease.server")),
                        work.resolve(name),
                        offset.value(),
                        Map.ofEntries(
                                Map.entry("HOSTNAME", name),
                                Map.entry("PORTLEASE_NODE", name),
                                Map.entry(
                                        "PORTLEASE_DB_URL",
                                        database.url() + "&ApplicationName=" + name),
                                Map.entry("PORTLEASE_DB_USER", database.user()),
                                Map.entry("PORTLEASE_DB_PASSWORD", database.password()),
                                Map.entry("PORTLEASE_AUTH_PORT", port(offset, 1812)),
                                Map.entry("PORTLEASE_ACCT_PORT", port(offset, 1813)),
                                Map.entry("PORTLEASE_COA_PORT", "0"),
                                Map.entry("PORTLEASE_TEST_CLOCK", clock.setting()),
                                Map.entry("PORTLEASE_TEST_LOOK_SECONDS", "5/10"),
                                Map.entry(
                                        "PORTLEASE_CONFIGURATION",
                                        work.resolve("world.json").toString())));
        running.put(name, process);
        return process;
    }

    private static String port(PortOffset offset, int port) {
        return Integer.toString(offset.of(port));
    }

    private PortOffset offset(String name) {
        return Objects.requireNonNull(offsets.get(name));
    }

    Database database() {
        return database;
    }

    CloseWorld world() {
        return world;
    }

    WorldClock clock() {
        return clock;
    }

    /** The NAS of the world, which asks that node. */
    TestNas nas(String name) {
        return new TestNas(
                CloseWorld.NAS,
                CloseWorld.NAS_SECRET,
                offset(name).of(1812),
                offset(name).of(1813));
    }

    ServerProcess node(String name) {
        return Objects.requireNonNull(running.get(name));
    }

    /** Without a chance to tidy up. */
    void kill(String name) {
        ServerProcess process = node(name);
        process.java().destroyForcibly();
        Await.until("the end of " + name, END, () -> !process.isAlive());
    }
}
