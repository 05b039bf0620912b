package org.portlease.endpoint;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.provider.HomeServer;
import org.portlease.radius.HomeServerStatus;
import org.portlease.radius.adapter.RadiusStatus;

/** How this node finds the home servers, for those who may not see a RADIUS type. */
@ApplicationScoped
public class HomeServerStates {

    private static final Comparator<@Nullable String> MASTER_FIRST =
            Comparator.nullsFirst(Comparator.naturalOrder());

    @Resource(lookup = "java:/portlease/RadiusStatus")
    private RadiusStatus status;

    @EJB private DirectoryCache directories;

    /**
     * One service of a home server.
     *
     * @param id the home server's
     * @param provider whose it is; null for the existing Master RADIUS server
     * @param service "auth" or "acct"
     * @param priority the lower is asked first
     * @param state UNKNOWN, ALIVE, SUSPECT or DEAD
     * @param since when it came into this state
     */
    public record Found(
            long id,
            @Nullable String provider,
            String address,
            int port,
            String service,
            int priority,
            String state,
            Instant since) {}

    /** By provider, and there in the order in which they are asked. */
    public List<Found> all() {
        Directory directory = directories.current();
        return status.homeServers().stream()
                .filter(each -> directory.hasHomeServer(each.id()))
                .map(each -> found(directory, each))
                .sorted(
                        Comparator.comparing(Found::provider, MASTER_FIRST)
                                .thenComparing(Found::service)
                                .thenComparing(Found::priority)
                                .thenComparing(Found::address)
                                .thenComparing(Found::port))
                .toList();
    }

    private static Found found(Directory directory, HomeServerStatus known) {
        HomeServer server = directory.homeServer(known.id());
        OptionalLong owner = server.providerId();
        boolean authentication = known.service().equals("auth");
        return new Found(
                server.id(),
                owner.isEmpty() ? null : directory.provider(owner.getAsLong()).name(),
                server.address(),
                authentication ? server.authPort() : server.acctPort(),
                known.service(),
                server.priority(),
                known.state().name(),
                known.since());
    }
}
