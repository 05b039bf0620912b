package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.portlease.admission.AdmissionPolicy;
import org.portlease.admission.Decision;
import org.portlease.admission.RefusalReason;
import org.portlease.contract.Contract;
import org.portlease.provider.Nas;
import org.portlease.provider.Subscriber;
import org.portlease.radius.Event;
import org.portlease.radius.Outcome;
import org.portlease.radius.Outcome.Forward;
import org.portlease.radius.Target;
import org.portlease.radius.packet.Packet;
import org.portlease.session.Lease;
import org.portlease.session.Ledger;
import org.portlease.session.Place;
import org.portlease.session.Ports;
import org.portlease.session.SessionKeys;

/** An Access-Request (figure 3; figure 5, boxes 500 to 540). */
final class AccessRequestStep implements Step {

    /** How much longer a reservation lives than the home servers may take. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Event.RequestArrived event;
    private final Batch batch;
    private final Nas nas;
    private final Route route;
    private final SessionKeys keys;
    private final Optional<Place> place;

    /** The built-in Master's answer to an own subscriber that it has authenticated. */
    private final Optional<Packet> ownAccept;

    /** Why it is refused whatever the leases and capacity rows say. */
    private final Optional<RefusalReason> hopeless;

    AccessRequestStep(Event.RequestArrived event, Route route, Batch batch) {
        this.event = event;
        this.batch = batch;
        this.nas = batch.directory().nas(event.request().peer().id());
        this.route = route;
        this.keys = batch.reader().ofAccess(event.request(), event.id());
        Optional<Subscriber> subscriber = batch.subscriber(route);
        this.place = route.place(nas, subscriber.map(Subscriber::id));
        // the credentials are checked before anything is locked: that costs the most
        this.ownAccept =
                subscriber.flatMap(known -> batch.authentication().accept(packet(), known));
        this.hopeless = hopeless();
    }

    private Optional<RefusalReason> hopeless() {
        if (route instanceof Route.Refused refused) {
            return Optional.of(refused.reason());
        }
        if (!nas.sessions().macAuthentication() && MacAuthentication.isAskedFor(packet())) {
            return Optional.of(RefusalReason.MAC_AUTHENTICATION);
        }
        boolean authenticated =
                route instanceof Route.Own
                        ? ownAccept.isPresent() || batch.directory().masterIsExternal()
                        : !(route instanceof Route.Virtual virtual)
                                || batch.authentication().matches(packet(), virtual.theirs());
        return authenticated ? Optional.empty() : Optional.of(RefusalReason.BAD_CREDENTIALS);
    }

    @Override
    public SessionKeys keys() {
        return hopeless.isPresent() ? SessionKeys.NONE : keys;
    }

    @Override
    public Stream<Place> places(Ledger ledger) {
        return hopeless.isPresent() || ongoing(ledger).isPresent()
                ? Stream.empty()
                : place.stream();
    }

    @Override
    public Outcome decide(Ledger ledger) {
        if (hopeless.isPresent()) {
            return refuse(hopeless.get());
        }
        Optional<Lease> ongoing = ongoing(ledger);
        if (ongoing.isPresent()) {
            boolean conversing = ongoing.get().stateKey().isPresent();
            ongoing.get().askedAgain(reservedUntil());
            return proceed(ongoing.get(), conversing);
        }
        if (admission(ledger) instanceof Decision.Refused refused) {
            return refuse(refused.reason());
        }
        return proceed(reserve(ledger), false);
    }

    /** The lease of the attempt that this request goes on with, or repeats, on whatever node. */
    private Optional<Lease> ongoing(Ledger ledger) {
        return ledger.lease(keys)
                .filter(lease -> lease.place().nasId() == nas.id())
                .filter(lease -> place.filter(lease.place()::sameOwner).isPresent());
    }

    private Decision admission(Ledger ledger) {
        Ports ports = ledger.ports(place.orElseThrow());
        return route.contract()
                .map(contract -> AdmissionPolicy.decide(contract, ports, event.at()))
                .orElseGet(() -> AdmissionPolicy.decideOwn(ports));
    }

    private Lease reserve(Ledger ledger) {
        return ledger.take(
                Lease.reserve(
                        event.id(),
                        place.orElseThrow(),
                        ledger.untaken(keys),
                        RequestReader.sessionIdText(packet()),
                        event.at(),
                        reservedUntil()));
    }

    /**
     * @param conversing whether it answers a Challenge, so that the Master was asked already
     */
    private Outcome proceed(Lease lease, boolean conversing) {
        if (route instanceof Route.Client client) {
            return askHome(lease, client.theirs(), conversing);
        }
        if (route instanceof Route.Virtual virtual) {
            String identifier = virtual.theirs().virtualSubscriber().identifier();
            // the proxy still asks the client, and does not tell us when that rejects: not for long
            lease.grant(event.at(), reservedUntil());
            return granted(lease, Replies.accept().addText(USER_NAME, identifier));
        }
        if (ownAccept.isEmpty()) {
            return forward(lease, Leg.HOME, PeerBook.MASTER_GROUP, original());
        }
        lease.grant(event.at());
        return granted(lease, ownAccept.get());
    }

    private Outcome askHome(Lease lease, Contract contract, boolean conversing) {
        if (batch.directory().masterIsExternal() && !conversing) {
            Packet request =
                    MasterRequests.access(packet(), contract, batch.directory(), batch.keys());
            return forward(lease, Leg.MASTER, PeerBook.MASTER_GROUP, request);
        }
        batch.decided(route, "Access-Request", "Access-Accept", "a port is leased");
        return forward(
                lease,
                Leg.HOME,
                contract.providerId(),
                batch.attributes().toHome(contract.providerId(), original()));
    }

    private Outcome granted(Lease lease, Packet accept) {
        batch.decided(route, "Access-Request", "Access-Accept", "authenticated");
        batch.attributes().complete(accept, route, nas);
        return Replies.granted(accept, lease.id(), batch.token());
    }

    private Forward forward(Lease lease, Leg leg, long group, Packet request) {
        var context = new AccessContext(leg, lease.id(), reservedUntil(), route);
        return new Forward(
                new Target.HomeServers(group, lease.homeServer()),
                request,
                context,
                Optional.empty());
    }

    private Outcome refuse(RefusalReason reason) {
        return batch.refuse(route, nas, reason);
    }

    private Packet packet() {
        return event.request().packet();
    }

    private Packet original() {
        return batch.withoutOurClass(packet());
    }

    private Instant reservedUntil() {
        return event.at().plus(nas.budget()).plus(GRACE).truncatedTo(ChronoUnit.MILLIS);
    }
}
