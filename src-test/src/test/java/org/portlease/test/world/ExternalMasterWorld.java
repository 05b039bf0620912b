package org.portlease.test.world;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.portlease.test.wire.TestHomeServer;
import org.portlease.test.wire.TestNas;

/** One server on H2 beside an existing Master RADIUS server. It starts once a run. */
public final class ExternalMasterWorld {

    private static final int STOCK = 16;
    private static final Once<ExternalMasterWorld> STARTED = new Once<>();

    private final TestHomeServer master = new TestHomeServer("secret-of-the-master");
    private final Database database = Databases.h2("external");
    private final PortleaseServer server = new PortleaseServer("external-master");
    private final Queue<Csp> stock = new ArrayDeque<>();

    private ExternalMasterWorld() {
        for (int i = 1; i <= STOCK; i++) {
            TestHomeServer homeServer = new TestHomeServer("secret-of-csp-" + i);
            stock.add(new Csp("Csp" + i, "csp" + i + ".example", homeServer, homeServer));
        }
    }

    /** The world, started when it is first needed; its master's script is the usual one again. */
    public static ExternalMasterWorld on(ContainerController controller) {
        ExternalMasterWorld world = STARTED.get(() -> new ExternalMasterWorld().start(controller));
        world.master.reset();
        return world;
    }

    private ExternalMasterWorld start(ContainerController controller) {
        WorldFile file = new WorldFile().externalMaster(WorldFile.homeServer(master));
        file.pop("Central", 1000).nas("NAS", "Central", "127.0.0.1", "testing123");
        file.rule("REALM", "EXACT", "msp.example", null);
        for (Csp csp : stock) {
            file.provider(csp.name(), csp.realm(), List.of(WorldFile.homeServer(csp.homeServer())));
            master.knows(csp.virtualIdentifier(), csp.virtualPassword());
        }
        master.knows("alice@msp.example", "alice-secret");
        server.start(
                controller,
                Map.of(
                        "PORTLEASE_DB_URL", database.url(),
                        "PORTLEASE_DB_USER", database.user(),
                        "PORTLEASE_DB_PASSWORD", database.password(),
                        "PORTLEASE_CONFIGURATION", file.write(server.base()).toString()));
        return this;
    }

    /** A client provider that no scenario has used, with that many ports. */
    public synchronized Csp csp(int ports) {
        Csp csp = stock.remove();
        database.setPorts(csp.name(), ports);
        return csp;
    }

    public TestHomeServer master() {
        return master;
    }

    public Database database() {
        return database;
    }

    public TestNas nas() {
        return server.nas("127.0.0.1", "testing123");
    }
}
