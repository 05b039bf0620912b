package org.portlease.demo;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.HomeServer;
import org.portlease.provider.Installation;
import org.portlease.radius.Secret;
import org.portlease.secret.KeyRing;
import org.portlease.setup.WrongSettingException;

/**
 * Starts North's RADIUS server where {@code PORTLEASE_DEMO=figures}, and does nothing otherwise.
 * The world itself has been seeded by then, like any other.
 */
@Singleton
@Startup
@DependsOn("Startup")
public class DemonstrationStart {

    private static final String FIGURES = "figures";
    private static final String NORTH = "North";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int AUTH_PORT = 11812;
    private static final int ACCT_PORT = 11813;

    @Resource private ManagedThreadFactory threads;
    @PersistenceContext private EntityManager entities;
    @Inject private KeyRing keys;
    @Inject private DecisionMirror decisions;

    private final List<AutoCloseable> open = new ArrayList<>();

    @PostConstruct
    void start() {
        Config settings = ConfigProvider.getConfig();
        if (settings.getOptionalValue("portlease.demo", String.class)
                .filter(FIGURES::equals)
                .isPresent()) {
            HomeServer.Location location =
                    new HomeServer.Location(
                            LOOPBACK,
                            port(settings, "portlease.demo.north.auth.port", AUTH_PORT),
                            port(settings, "portlease.demo.north.acct.port", ACCT_PORT));
            Secret secret = Secret.of(keys.decrypt(homeServerAt(location).encryptedSecret()));
            WireTap tap = tap(settings);
            listen(location.authPort(), secret, tap);
            listen(location.acctPort(), secret, tap);
        }
    }

    private static int port(Config settings, String name, int otherwise) {
        return settings.getOptionalValue(name, Integer.class).orElse(otherwise);
    }

    /** North's one home server, put where it listens in this run. */
    private HomeServer homeServerAt(HomeServer.Location location) {
        List<HomeServer> servers =
                entities.createQuery(
                                """
                                select h from HomeServer h, Provider p
                                where h.providerId = p.id and p.name = :north order by h.id
                                """,
                                HomeServer.class)
                        .setParameter("north", NORTH)
                        .getResultList();
        HomeServer kept = servers.get(0);
        // the seed knows servers by their place: after a move it has brought the original again
        servers.stream().skip(1).forEach(entities::remove);
        if (servers.size() > 1 || !kept.location().equals(location)) {
            kept.moveTo(location);
            entities.find(Installation.class, Installation.ID, LockModeType.PESSIMISTIC_WRITE)
                    .raiseConfigVersion();
        }
        return kept;
    }

    private @Nullable WireTap tap(Config settings) {
        Optional<String> target = settings.getOptionalValue("portlease.demo.tap", String.class);
        if (target.isEmpty()) {
            return null;
        }
        try {
            WireTap tap = new WireTap(target.get());
            open.add(tap);
            decisions.showOn(tap);
            return tap;
        } catch (IOException e) {
            throw new WrongSettingException(
                    "PORTLEASE_DEMO_TAP", "cannot send to " + target.get(), e);
        }
    }

    private void listen(int port, Secret secret, @Nullable WireTap tap) {
        try {
            NorthServer server = new NorthServer(port, secret, tap);
            open.add(server);
            threads.newThread(server).start();
        } catch (IOException e) {
            stop();
            throw new WrongSettingException(
                    "PORTLEASE_DEMO_NORTH_AUTH_PORT, PORTLEASE_DEMO_NORTH_ACCT_PORT",
                    "North's RADIUS server cannot listen at UDP port " + port,
                    e);
        }
    }

    @PreDestroy
    void stop() {
        for (AutoCloseable resource : open) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("a socket of the demonstration did not close", e);
            }
        }
        open.clear();
    }
}
