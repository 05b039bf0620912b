package org.portlease.radius.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.portlease.radius.HealthCheck;
import org.portlease.radius.HomeServer;
import org.portlease.radius.HomeServerStatus;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Network;
import org.portlease.radius.Peer;
import org.portlease.radius.Peers;
import org.portlease.radius.RadiusListener;
import org.portlease.radius.Secret;
import org.portlease.radius.transport.TransportSettings;

/** A connector on free ports, that decides by a scripted endpoint. */
final class ConnectorUnderTest implements AutoCloseable {

    static final Secret KEY = Secret.of("proxy state key");

    final RadiusConnector connector;

    ConnectorUnderTest(ScriptedListener listener) {
        this(listener, 2, 128, 16_384);
    }

    ConnectorUnderTest(ScriptedListener listener, int consumers, int batchSize, int queueCapacity) {
        TransportSettings settings =
                new TransportSettings(
                        InetAddress.getLoopbackAddress(),
                        0,
                        0,
                        0,
                        queueCapacity,
                        Duration.ofSeconds(10),
                        1 << 20);
        Endpoints endpoints =
                new Endpoints() {
                    @Override
                    public RadiusListener acquire() {
                        return listener;
                    }

                    @Override
                    public void release(RadiusListener released) {
                        // one for all
                    }
                };
        connector =
                new RadiusConnector(
                        settings,
                        consumers,
                        batchSize,
                        endpoints,
                        task -> new Thread(task, "connector under test").start(),
                        Clock.systemUTC());
        connector.start();
        Await.until("the connector listens", connector::listening);
    }

    static Peers peers(long version, Duration budget, HomeServer... homeServers) {
        return peers(version, budget, Nas.SECRET, homeServers);
    }

    static Peers peers(long version, Duration budget, Secret secret, HomeServer... homeServers) {
        Peer nas =
                new Peer(
                        1,
                        Network.parse("127.0.0.1"),
                        secret,
                        MessageAuthenticatorPolicy.OPTIONAL,
                        false,
                        budget);
        return new Peers(version, List.of(nas), List.of(homeServers), List.of(), KEY);
    }

    /** Those peers, and a home server that may send CoA- and Disconnect-Requests from here. */
    static Peers withAuthorizer(Peers peers, long id, Secret secret) {
        Peer authorizer =
                new Peer(
                        id,
                        Network.parse("127.0.0.1"),
                        secret,
                        MessageAuthenticatorPolicy.OPTIONAL,
                        false,
                        Duration.ofSeconds(8));
        return new Peers(
                peers.version(),
                peers.peers(),
                peers.homeServers(),
                List.of(authorizer),
                peers.proxyStateKey());
    }

    static HomeServer homeServer(
            long id, long group, ScriptedHomeServer server, int priority, int timeoutMillis) {
        return homeServer(id, group, server, priority, timeoutMillis, HealthCheck.USE);
    }

    static HomeServer homeServer(
            long id,
            long group,
            ScriptedHomeServer server,
            int priority,
            int timeoutMillis,
            HealthCheck check) {
        return new HomeServer(
                id,
                group,
                server.address(),
                server.address(),
                ScriptedHomeServer.SECRET,
                MessageAuthenticatorPolicy.REQUIRED,
                priority,
                Duration.ofMillis(timeoutMillis),
                2,
                check);
    }

    /** The state of a service of the only home server. */
    HomeServerStatus.State state(String service) {
        return connector.homeServers().stream()
                .filter(status -> status.service().equals(service))
                .findFirst()
                .orElseThrow()
                .state();
    }

    void awaitState(String service, HomeServerStatus.State state) {
        Await.until(service + " is " + state, () -> state(service) == state);
    }

    InetSocketAddress auth() {
        return connector.authentication().orElseThrow();
    }

    InetSocketAddress acct() {
        return connector.accounting().orElseThrow();
    }

    InetSocketAddress coa() {
        return connector.dynamicAuthorization().orElseThrow();
    }

    long count(String name) {
        return connector.counters().getOrDefault(name, 0L);
    }

    void awaitCount(String name, long least) {
        Await.until(name + " reached " + least, () -> count(name) >= least);
    }

    @Override
    public void close() {
        connector.close();
    }
}
