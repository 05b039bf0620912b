package org.portlease.radius.adapter;

import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.AdministeredObject;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.Distribution;
import org.portlease.radius.HomeServerStatus;
import org.portlease.radius.TestAnswer;
import org.portlease.radius.delivery.RadiusConnector;
import org.portlease.radius.packet.Packet;

/**
 * A look into the connector, for health and the API; bound at {@code java:/portlease/RadiusStatus}.
 * Safe for many threads.
 */
@AdministeredObject(adminObjectInterfaces = RadiusStatus.class)
public class RadiusStatus implements ResourceAdapterAssociation, Referenceable, Serializable {

    private static final long serialVersionUID = 1;

    private transient @Nullable RadiusResourceAdapter adapter;
    private @Nullable Reference reference;

    /** Whether all ports are bound and requests are taken. */
    public boolean listening() {
        return connector().map(RadiusConnector::listening).orElse(false);
    }

    /** Where Access-Requests are taken, with the port in use; empty while not listening. */
    public Optional<InetSocketAddress> authentication() {
        return connector().flatMap(RadiusConnector::authentication);
    }

    /** Where Accounting-Requests are taken, with the port in use; empty while not listening. */
    public Optional<InetSocketAddress> accounting() {
        return connector().flatMap(RadiusConnector::accounting);
    }

    /** Where CoA- and Disconnect-Requests are taken, with the port in use; empty likewise. */
    public Optional<InetSocketAddress> dynamicAuthorization() {
        return connector().flatMap(RadiusConnector::dynamicAuthorization);
    }

    /** What is known of each configured home server, each of its services for itself. */
    public List<HomeServerStatus> homeServers() {
        return connector().map(RadiusConnector::homeServers).orElse(List.of());
    }

    /**
     * What the connector counted since it began, and its levels now, by name: received, replied,
     * duplicates, dropped by reason, shed by kind, batches, forwarded, home servers, queue.
     */
    public SortedMap<String, Long> counters() {
        return connector()
                .map(RadiusConnector::counters)
                .orElseGet(() -> Collections.unmodifiableSortedMap(new TreeMap<>()));
    }

    /**
     * How long things took, in nanoseconds, and how large batches were, since the connector began,
     * by name: {@code leg.decision.auth}, {@code batch.seconds}, {@code batch.events}.
     */
    public SortedMap<String, Distribution> distributions() {
        return connector()
                .map(RadiusConnector::distributions)
                .orElseGet(() -> Collections.unmodifiableSortedMap(new TreeMap<>()));
    }

    /**
     * Lets the connector read its peers now, and waits until it uses them: for a change of
     * configuration that is to hold before it is answered.
     *
     * @return whether it did within that time; true where no connector is at work, which will read
     *     them when it begins
     */
    public boolean readPeers(Duration patience) {
        @Nullable RadiusConnector current = connector().orElse(null);
        try {
            return current == null || current.readPeers(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Puts a question to one home server alone, outside of any batch.
     *
     * @param request an Access-Request; its password is hidden for the hop
     * @param patience how long to wait for its answer
     * @return its answer, when it has come or is not waited for any longer
     * @throws IllegalStateException where no connector is at work
     * @throws IllegalArgumentException where no such home server is configured
     */
    public CompletableFuture<TestAnswer> ask(long homeServer, Packet request, Duration patience) {
        return connector()
                .orElseThrow(() -> new IllegalStateException("no connector is at work"))
                .ask(homeServer, request, patience);
    }

    /** Whose requests come from that address, by its id; empty for nobody's. */
    public OptionalLong peerAt(InetAddress source) {
        return connector().map(current -> current.peerAt(source)).orElse(OptionalLong.empty());
    }

    private Optional<RadiusConnector> connector() {
        return Optional.ofNullable(adapter).map(RadiusResourceAdapter::connector);
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter resourceAdapter) throws ResourceException {
        if (!(resourceAdapter instanceof RadiusResourceAdapter radius)) {
            throw new ResourceException(
                    "expected the RADIUS resource adapter, but got "
                            + resourceAdapter.getClass().getName());
        }
        adapter = radius;
    }

    @Override
    public @Nullable Reference getReference() {
        return reference;
    }

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }
}
