package org.portlease.test.world;

import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.portlease.test.wire.TestHomeServer;
import org.portlease.test.wire.TestNas;

/**
 * Three installations of the one archive, each part of figure 4: the RADIUS proxy (410), the Master
 * RADIUS server (415) and the Client RADIUS server (430). The client provider is a master too: it
 * rents its own capacity to the provider "Far", and sends "loop.example" back where it came from.
 */
public final class Federation {

    public static final String CLIENT = "Client";
    public static final String FAR = "Far";
    private static final Once<Federation> STARTED = new Once<>();

    private final TestHomeServer far = new TestHomeServer("far-hop");
    private final Database proxyDatabase = Databases.h2("proxy");
    private final Database masterDatabase = Databases.h2("master");
    private final Database clientDatabase = Databases.h2("client");
    private final PortleaseServer proxy = new PortleaseServer("proxy");
    private final PortleaseServer master = new PortleaseServer("master");
    private final PortleaseServer client = new PortleaseServer("client");

    /** The three servers, started when they are first needed. */
    public static Federation on(ContainerController controller) {
        Federation federation = STARTED.get(() -> new Federation().start(controller));
        federation.far.reset();
        return federation;
    }

    private Federation start(ContainerController controller) {
        start(controller, master, masterDatabase, masterFile());
        start(controller, client, clientDatabase, clientFile());
        start(controller, proxy, proxyDatabase, proxyFile());
        return this;
    }

    private static void start(
            ContainerController controller,
            PortleaseServer server,
            Database database,
            WorldFile file) {
        server.start(
                controller,
                Map.of(
                        "PORTLEASE_DB_URL", database.url(),
                        "PORTLEASE_DB_USER", database.user(),
                        "PORTLEASE_DB_PASSWORD", database.password(),
                        "PORTLEASE_CONFIGURATION", file.write(server.base()).toString()));
    }

    private WorldFile proxyFile() {
        WorldFile file =
                new WorldFile()
                        .externalMaster(
                                WorldFile.homeServer(
                                        master.authPort(), master.acctPort(), "master-hop"))
                        .pop("Central", 1000)
                        .nas("NAS", "Central", "127.0.0.1", "testing123")
                        .rule("REALM", "EXACT", "msp.example", null);
        file.provider(
                CLIENT,
                "client.example",
                List.of(WorldFile.homeServer(client.authPort(), client.acctPort(), "client-hop")),
                "ports",
                100);
        return file.rule("REALM", "EXACT", "far.example", CLIENT)
                .rule("REALM", "EXACT", "loop.example", CLIENT);
    }

    private static WorldFile masterFile() {
        return new WorldFile()
                .pop("Central", 1000)
                .nas("Proxy", "Central", "127.0.0.1", "master-hop", "proxy", true)
                .rule("REALM", "EXACT", "msp.example", null)
                .subscriber("alice@msp.example", "alice-secret")
                .provider(CLIENT, "client.example", List.of(), "ports", 100);
    }

    private WorldFile clientFile() {
        WorldFile file =
                new WorldFile()
                        .pop("Roaming", 1000)
                        .provider("Msp", "visited.example", List.of())
                        .provider(FAR, "far.example", List.of(WorldFile.homeServer(far)))
                        .rule("REALM", "EXACT", "client.example", null)
                        .subscriber("bob@client.example", "bob-secret");
        file.nas(
                "Msp's proxy",
                "Roaming",
                "127.0.0.1",
                "client-hop",
                "proxy",
                true,
                "visitedProvider",
                "Msp");
        return file.provider(
                "Back",
                "loop.example",
                List.of(WorldFile.homeServer(proxy.authPort(), proxy.acctPort(), "testing123")));
    }

    /** A NAS of the master service provider's, asking its proxy. */
    public TestNas nas() {
        return proxy.nas("127.0.0.1", "testing123");
    }

    /** The RADIUS server of the provider at the end of the chain. */
    public TestHomeServer far() {
        return far;
    }

    public Database proxyDatabase() {
        return proxyDatabase;
    }

    public Database masterDatabase() {
        return masterDatabase;
    }

    public Database clientDatabase() {
        return clientDatabase;
    }
}
