package org.portlease.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.outbound.Backlog;
import org.portlease.provider.HomeServer;
import org.portlease.provider.MessageAuthenticator;
import org.portlease.provider.Nas;
import org.portlease.radius.HealthCheck;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Network;
import org.portlease.radius.Peer;
import org.portlease.radius.Peers;
import org.portlease.radius.Secret;
import org.portlease.secret.KeyRing;
import org.portlease.session.LeaseToken;
import org.portlease.session.SessionFeed;

/** Tells the connector whom it may talk to, whenever that has changed. */
@ApplicationScoped
public class PeerBook {

    /** The connector's group of the existing Master RADIUS server; a provider's is its id. */
    public static final long MASTER_GROUP = Backlog.MASTER_GROUP;

    /** How long a NAS may take to obey: as long as we ask it. */
    private static final Duration AUTHORIZATION_BUDGET = Duration.ofSeconds(8);

    @Inject private DirectoryCache directories;
    @Inject private KeyRing keys;
    @Inject private SessionFeed feed;

    @Inject
    @ConfigProperty(name = "portlease.node", defaultValue = "portlease")
    private String node;

    /** The peers, if their configuration is newer than this version. */
    public Optional<Peers> newerThan(long version) {
        directories.refresh();
        feed.refresh();
        Directory directory = directories.current();
        return directory.version() == version ? Optional.empty() : Optional.of(peers(directory));
    }

    private Peers peers(Directory directory) {
        return new Peers(
                directory.version(),
                directory.nases().stream().map(this::peer).toList(),
                directory.homeServers().stream().map(this::homeServer).toList(),
                new Authorizers(directory).known().stream().map(this::authorizer).toList(),
                Secret.of(keys.mac("proxy-state", LeaseToken.octets(directory.installation()))),
                directory.isDraining(node));
    }

    private Peer peer(Nas nas) {
        return new Peer(
                nas.id(),
                Network.parse(nas.network()),
                Secret.of(keys.decrypt(nas.encryptedSecret())),
                policy(nas.messageAuthenticator()),
                nas.isProxy(),
                nas.budget());
    }

    private org.portlease.radius.HomeServer homeServer(HomeServer server) {
        return new org.portlease.radius.HomeServer(
                server.id(),
                server.providerId().orElse(MASTER_GROUP),
                new InetSocketAddress(server.address(), server.authPort()),
                new InetSocketAddress(server.address(), server.acctPort()),
                Secret.of(keys.decrypt(server.encryptedSecret())),
                policy(server.messageAuthenticator()),
                server.priority(),
                server.timeout(),
                server.tries(),
                check(server.healthCheck()));
    }

    /** A home server as one who asks: for sessions of its provider's (RFC 5176). */
    private Peer authorizer(HomeServer server) {
        return new Peer(
                server.id(),
                Network.parse(server.address()),
                Secret.of(keys.decrypt(server.encryptedSecret())),
                policy(server.messageAuthenticator()),
                false,
                AUTHORIZATION_BUDGET);
    }

    private static HealthCheck check(org.portlease.provider.HealthCheck setting) {
        return switch (setting) {
            case USE -> HealthCheck.USE;
            case STATUS_SERVER -> HealthCheck.STATUS_SERVER;
        };
    }

    private static MessageAuthenticatorPolicy policy(MessageAuthenticator setting) {
        return switch (setting) {
            case REQUIRED -> MessageAuthenticatorPolicy.REQUIRED;
            case OPTIONAL -> MessageAuthenticatorPolicy.OPTIONAL;
        };
    }
}
