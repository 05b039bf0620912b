package org.portlease.test.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jspecify.annotations.Nullable;
import org.portlease.test.wire.TestHomeServer;
import org.portlease.test.wire.TestNas;

/**
 * Two servers on one PostgreSQL, with the built-in Master RADIUS server: most scenarios' world. It
 * starts once a run. Each scenario takes client providers of its own from a stock.
 */
public final class StandardWorld {

    /** The usual NAS: signed or not. */
    public static final String NAS = "127.0.0.1";

    public static final String NAS_SECRET = "testing123";

    /** A NAS at a point of presence with two ports. */
    public static final String SMALL_NAS = "127.0.0.2";

    /** A NAS that must sign. */
    public static final String STRICT_NAS = "127.0.0.3";

    /** A proxy of another installation. */
    public static final String PROXY = "127.0.0.4";

    /** Many NASes that share a secret. */
    public static final String NETWORK = "127.0.9.0/24";

    public static final String SMALL_POP = "Edge";
    public static final int SMALL_POP_PORTS = 2;
    public static final String OWN_REALM = "msp.example";

    private static final int STOCK = 130;
    private static final int PAIRS = 20;
    private static final int WATCHED_PAIRS = 3;
    private static final Once<StandardWorld> STARTED = new Once<>();

    private final Database database = Databases.postgres("standard");
    private final PortleaseServer a = new PortleaseServer("standard-a");
    private final PortleaseServer b = new PortleaseServer("standard-b");
    private final Queue<Csp> stock = new ArrayDeque<>();
    private final List<TestHomeServer> homeServers = new ArrayList<>();
    private final Queue<Csp> pairs = new ArrayDeque<>();
    private final Queue<Csp> watchedPairs = new ArrayDeque<>();
    private final Csp suspended;
    private final Csp timed;
    private final Csp called;
    private final Csp atNas;
    private final Csp furnished;

    private StandardWorld() {
        for (int i = 1; i <= STOCK; i++) {
            TestHomeServer server = new TestHomeServer("secret-of-csp-" + i);
            homeServers.add(server);
            stock.add(new Csp("Csp" + i, "csp" + i + ".example", server, server));
        }
        for (int i = 1; i <= PAIRS; i++) {
            pairs.add(pair("Pair" + i));
        }
        for (int i = 1; i <= WATCHED_PAIRS; i++) {
            watchedPairs.add(pair("Watched" + i));
        }
        suspended = take(stock);
        timed = take(stock);
        called = take(stock);
        atNas = take(stock);
        furnished = take(stock);
    }

    private static Csp pair(String name) {
        return new Csp(
                name,
                name.toLowerCase(Locale.ROOT) + ".example",
                new TestHomeServer("secret-of-first-of-" + name),
                new TestHomeServer("secret-of-second-of-" + name));
    }

    /** The world, started when it is first needed. */
    public static StandardWorld on(ContainerController controller) {
        return STARTED.get(() -> new StandardWorld().start(controller));
    }

    private StandardWorld start(ContainerController controller) {
        WorldFile file = file();
        a.base().traced();
        b.base().traced();
        for (PortleaseServer node : List.of(a, b)) {
            node.start(
                    controller,
                    Map.of(
                            "PORTLEASE_DB_URL", database.url(),
                            "PORTLEASE_DB_USER", database.user(),
                            "PORTLEASE_DB_PASSWORD", database.password(),
                            "PORTLEASE_NODE", node == a ? "a" : "b",
                            "PORTLEASE_LOCKOUT_MINUTES", "1",
                            "PORTLEASE_CONFIGURATION", file.write(node.base()).toString()));
        }
        return this;
    }

    private WorldFile file() {
        WorldFile file = new WorldFile().pop("Central", 1_000_000);
        file.pop(SMALL_POP, SMALL_POP_PORTS);
        file.nas("Central NAS", "Central", NAS, NAS_SECRET);
        file.nas("Small NAS", SMALL_POP, SMALL_NAS, NAS_SECRET);
        file.nas(
                "Strict NAS",
                "Central",
                STRICT_NAS,
                NAS_SECRET,
                "messageAuthenticator",
                "REQUIRED");
        file.nas("Proxy", "Central", PROXY, NAS_SECRET, "proxy", true);
        file.nas("Network", "Central", NETWORK, NAS_SECRET);
        file.rule("REALM", "EXACT", OWN_REALM, null);
        for (String own : List.of("alice", "ada", "alan", "amelia")) {
            file.subscriber(own + "@" + OWN_REALM, own + "-secret");
        }
        List<Csp> plain = new ArrayList<>(stock);
        plain.addAll(List.of(suspended, timed, called, atNas, furnished));
        for (Csp csp : plain) {
            file.provider(
                    csp.name(),
                    csp.realm(),
                    List.of(WorldFile.homeServer(csp.homeServer(), "timeoutMillis", 4000)),
                    "status",
                    csp.equals(suspended) ? "SUSPENDED" : "ACTIVE",
                    "ports",
                    1000,
                    "thresholdSeconds",
                    csp.equals(timed) ? 3600 : null,
                    "creditLimit",
                    200_000,
                    "attributes",
                    csp.equals(furnished) ? furnishings() : List.of(),
                    "shares",
                    csp.equals(furnished)
                            ? List.of(WorldFile.object("pop", SMALL_POP, "ports", 1))
                            : List.of());
        }
        pairs.forEach(csp -> addPair(file, csp, "USE"));
        watchedPairs.forEach(csp -> addPair(file, csp, "STATUS_SERVER"));
        return file.rule("CALLED_NUMBER", "EXACT", "+493055550100", called.name())
                .ruleAtNas("Central NAS", "nas-of-a-tenant", atNas.name());
    }

    private static void addPair(WorldFile file, Csp csp, String healthCheck) {
        Object[] first = {"timeoutMillis", 400, "tries", 2, "healthCheck", healthCheck};
        Object[] second = {"timeoutMillis", 400, "tries", 2, "priority", 2};
        file.provider(
                csp.name(),
                csp.realm(),
                List.of(
                        WorldFile.homeServer(csp.homeServer(), first),
                        WorldFile.homeServer(csp.standIn(), second)),
                "ports",
                1000);
    }

    /** A pool, a VRF and a tunnel. */
    private static List<Map<String, @Nullable Object>> furnishings() {
        return List.of(
                WorldFile.object("attribute", "Framed-Pool", "value", "pool-of-the-master"),
                WorldFile.object("attribute", "Cisco-AVPair", "value", "ip:vrf-id=north"),
                WorldFile.object(
                        "attribute", "Tunnel-Password", "value", "secret of the LNS", "tag", 1),
                WorldFile.object("attribute", "Tunnel-Type", "value", "L2TP", "tag", 1));
    }

    private static Csp take(Queue<Csp> queue) {
        Csp csp = queue.poll();
        if (csp == null) {
            throw new IllegalStateException("no client provider is left: raise the stock");
        }
        return csp;
    }

    /** A client provider that no scenario has used, with one home server and that many ports. */
    public synchronized Csp csp(int ports) {
        Csp csp = take(stock);
        database.setPorts(csp.name(), ports);
        return csp;
    }

    /** How many datagrams have reached any client provider of the stock so far. */
    public long datagramsToCsps() {
        return homeServers.stream().mapToLong(server -> server.datagrams().size()).sum();
    }

    /** A client provider with two home servers of priority 1 and 2, two tries of 400 ms each. */
    public synchronized Csp pair() {
        return take(pairs);
    }

    /** Such a pair, the first of which is watched by Status-Server. */
    public synchronized Csp watchedPair() {
        return take(watchedPairs);
    }

    /** A client provider that is suspended. */
    public Csp suspended() {
        return suspended;
    }

    /** A client provider with an hour of connection time a period. */
    public Csp timed() {
        return timed;
    }

    /** The client provider of calls to +49 30 5555 0100. */
    public Csp called() {
        return called;
    }

    /** The client provider of all who come through the NAS "nas-of-a-tenant". */
    public Csp atNas() {
        return atNas;
    }

    /**
     * The client provider to whose sessions the master adds a pool, a VRF and a tunnel; it has a
     * share of the small point of presence.
     */
    public Csp furnished() {
        return furnished;
    }

    public Database database() {
        return database;
    }

    public PortleaseServer a() {
        return a;
    }

    public PortleaseServer b() {
        return b;
    }

    /** The usual NAS, asking the first server. */
    public TestNas nas() {
        return a.nas(NAS, NAS_SECRET);
    }

    /** The usual NAS, asking the second server. */
    public TestNas nasAtB() {
        return b.nas(NAS, NAS_SECRET);
    }
}
