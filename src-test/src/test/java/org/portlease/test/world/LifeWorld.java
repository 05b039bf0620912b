package org.portlease.test.world;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jspecify.annotations.Nullable;
import org.portlease.test.wire.NasControl;
import org.portlease.test.wire.TestHomeServer;
import org.portlease.test.wire.TestNas;

/**
 * Two servers on one PostgreSQL whose clock the scenarios set: the world of what time does to
 * leases. The second delays its Rejects. It starts once a run. Each scenario takes points of
 * presence and client providers of its own from a stock, for the clock that it moves is
 * everybody's.
 */
public final class LifeWorld {

    public static final String NAS_SECRET = "testing123";
    public static final String OWN_REALM = "msp.example";

    /** A sharing contract's ports at each shared point of presence. */
    public static final int SHARE = 3;

    private static final Once<LifeWorld> STARTED = new Once<>();

    private final Database database = Databases.postgres("life");
    private final PortleaseServer a = new PortleaseServer("life-a");
    private final PortleaseServer b = new PortleaseServer("life-b");
    private final BillingOffice office = new BillingOffice();
    private final WorldClock clock = new WorldClock(a.base().path().resolve("clock"));
    private final Map<ContractKind, Queue<Csp>> csps = new EnumMap<>(ContractKind.class);
    private final Map<Site.Kind, Integer> sitesTaken = new EnumMap<>(Site.Kind.class);

    private LifeWorld() {
        for (ContractKind kind : ContractKind.values()) {
            Queue<Csp> stock = new ArrayDeque<>();
            for (int i = 1; i <= kind.stock(); i++) {
                stock.add(csp(kind, i));
            }
            csps.put(kind, stock);
        }
    }

    private static Csp csp(ContractKind kind, int number) {
        String address = "127.2." + List.of(ContractKind.values()).indexOf(kind) + "." + number;
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + number;
        TestHomeServer server = new TestHomeServer(address, "secret-of-" + name);
        return new Csp(name, name + ".example", server, server);
    }

    /** The world, started when it is first needed. */
    public static LifeWorld on(ContainerController controller) {
        return STARTED.get(() -> new LifeWorld().start(controller));
    }

    private LifeWorld start(ContainerController controller) {
        WorldFile file = file();
        for (PortleaseServer node : List.of(a, b)) {
            node.base().traced();
            node.start(
                    controller,
                    Map.of(
                            "PORTLEASE_DB_URL", database.url(),
                            "PORTLEASE_DB_USER", database.user(),
                            "PORTLEASE_DB_PASSWORD", database.password(),
                            "PORTLEASE_NODE", node == a ? "a" : "b",
                            "PORTLEASE_TEST_CLOCK", clock.setting(),
                            "PORTLEASE_TEST_TICK_SECONDS", "*/5",
                            "PORTLEASE_REJECT_DELAY_MILLIS", node == a ? "0" : "1000",
                            "PORTLEASE_CONFIGURATION", file.write(node.base()).toString()));
        }
        return this;
    }

    private WorldFile file() {
        WorldFile file = new WorldFile().rule("REALM", "EXACT", OWN_REALM, null);
        file.subscriber("alice@" + OWN_REALM, "alice-secret");
        office.write(file);
        for (Site.Kind kind : Site.Kind.values()) {
            kind.write(file, a.controlPort());
        }
        csps.forEach(
                (kind, stock) -> {
                    for (Csp csp : stock) {
                        file.provider(
                                csp.name(),
                                csp.realm(),
                                List.of(homeServer(kind, csp)),
                                kind.fields());
                        file.rule("CALLED_NUMBER", "EXACT", number(csp), csp.name());
                        file.overflowRule(overflowNumber(csp), csp.name());
                        file.party(csp.name(), BillingOffice.party(csp.name()));
                    }
                });
        return file;
    }

    private static Map<String, @Nullable Object> homeServer(ContractKind kind, Csp csp) {
        return WorldFile.homeServer(
                csp.homeServer(),
                "timeoutMillis",
                kind == ContractKind.PATIENT ? 6000 : 500,
                "tries",
                kind == ContractKind.PATIENT ? 1 : 2,
                "authorizes",
                true);
    }

    /** The number that the provider's subscribers call. */
    public static String number(Csp csp) {
        return "+49305" + digits(csp);
    }

    /** The number to which calls hunt when the provider's own POP is busy. */
    public static String overflowNumber(Csp csp) {
        return "+49306" + digits(csp);
    }

    private static String digits(Csp csp) {
        String[] octets = csp.homeServer().address().split("\\.", -1);
        return String.format("%03d%03d", Integer.valueOf(octets[2]), Integer.valueOf(octets[3]));
    }

    /** A client provider of that kind that no scenario has used. */
    public synchronized Csp csp(ContractKind kind) {
        Csp csp = csps.getOrDefault(kind, new ArrayDeque<>()).poll();
        if (csp == null) {
            throw new IllegalStateException("no provider is left: raise the stock of " + kind);
        }
        return csp;
    }

    /** A point of presence of that kind that no scenario has used; the caller closes it. */
    public synchronized Site site(Site.Kind kind) {
        int number = sitesTaken.merge(kind, 1, Integer::sum);
        if (number > kind.stock()) {
            throw new IllegalStateException("no POP is left: raise the stock of " + kind);
        }
        TestNas nas = a.nas(kind.address(number), NAS_SECRET);
        NasControl control = nas.control(a.controlPort());
        return new Site(
                kind.popName(number),
                kind.nasName(number),
                kind.address(number),
                nas,
                b.nas(kind.address(number), NAS_SECRET),
                control);
    }

    /** Who gets to know what is billed. */
    public BillingOffice office() {
        return office;
    }

    public WorldClock clock() {
        return clock;
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
}
