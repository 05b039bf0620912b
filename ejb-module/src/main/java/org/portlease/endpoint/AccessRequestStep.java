package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
import org.portlease.session.Origin;
import org.portlease.session.Place;
import org.portlease.session.PortUse;
import org.portlease.session.Ports;
import org.portlease.session.SessionKeys;

/** An Access-Request (figure 3; figure 5, boxes 500 to 540). */
final class AccessRequestStep implements Step {

    /** How much longer a port is held than the home servers may take. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration RESERVED_FOR = Duration.ofSeconds(30);

    private final Event.RequestArrived event;
    private final Batch batch;
    private final Nas nas;
    private final Route route;
    private final SessionKeys keys;
    private final Origin origin;
    private final Optional<Place> place;
    private final boolean callCheck;

    /** The built-in Master's answer to an own subscriber that it has authenticated. */
    private final Optional<Packet> ownAccept;

    /** Why it is refused whatever the leases and capacity rows say. */
    private final Optional<RefusalReason> hopeless;

    private final @Nullable DecisionNotes notes;

    /**
     * @param notes what is told why it decides as it does; null where nobody asks
     */
    AccessRequestStep(
            Event.RequestArrived event, Route route, Batch batch, @Nullable DecisionNotes notes) {
        this.notes = notes;
        this.event = event;
        this.batch = batch;
        this.nas = batch.directory().nas(event.request().peer().id());
        this.route = route;
        this.keys = batch.reader().ofAccess(event.request(), nas, event.id());
        this.origin = batch.reader().origin(event.request());
        this.callCheck = RequestReader.isCallCheck(packet());
        Optional<Subscriber> subscriber = batch.subscriber(route);
        this.place = route.place(nas, subscriber.map(Subscriber::id));
        // the credentials are checked before anything is locked: that costs the most
        this.ownAccept =
                subscriber.flatMap(known -> batch.authentication().accept(packet(), known));
        this.hopeless = hopeless();
    }

    private Optional<RefusalReason> hopeless() {
        Optional<RefusalReason> unfit = unfit(route, nas, packet());
        if (unfit.isPresent() || callCheck) {
            return unfit; // of a call nobody has said yet who calls
        }
        boolean authenticated =
                route instanceof Route.Own
                        ? ownAccept.isPresent() || batch.directory().masterIsExternal()
                        : !(route instanceof Route.Virtual virtual)
                                || batch.authentication().matches(packet(), virtual.theirs());
        return authenticated ? Optional.empty() : Optional.of(RefusalReason.BAD_CREDENTIALS);
    }

    /** Why it is refused whoever proves to be its subscriber. */
    static Optional<RefusalReason> unfit(Route route, Nas nas, Packet packet) {
        if (route instanceof Route.Refused refused) {
            return Optional.of(refused.reason());
        }
        return !RequestReader.isCallCheck(packet)
                        && !nas.sessions().macAuthentication()
                        && MacAuthentication.isAskedFor(packet)
                ? Optional.of(RefusalReason.MAC_AUTHENTICATION)
                : Optional.empty();
    }

    @Override
    public SessionKeys keys() {
        return hopeless.isPresent() ? SessionKeys.NONE : keys;
    }

    @Override
    public Stream<Place> likelyPlaces() {
        return hopeless.isPresent() ? Stream.empty() : place.stream();
    }

    @Override
    public Stream<Place> places(Ledger ledger) {
        if (hopeless.isPresent()) {
            return Stream.empty();
        }
        Stream<Place> inTheWay = inTheWay(ledger).map(Lease::place);
        boolean counted = ongoing(ledger).isEmpty() || grant().reservesTime();
        return counted ? Stream.concat(place.stream(), inTheWay) : inTheWay;
    }

    @Override
    public Outcome decide(Ledger ledger) {
        if (batch.isNodeDraining() && ongoing(ledger).isEmpty()) {
            return new Outcome.Drop("node draining"); // the NAS asks another node
        }
        if (hopeless.isPresent()) {
            if (notes != null) {
                notes.refused(hopeless.get());
            }
            return refuse(hopeless.get());
        }
        inTheWay(ledger).toList().forEach(other -> batch.displace(ledger, other, keys, event));
        Optional<Lease> ongoing = ongoing(ledger);
        if (ongoing.isPresent()) {
            return goOn(ledger, ongoing.get());
        }
        Decision decision = admission(ledger);
        return decision instanceof Decision.Admitted admitted
                ? proceed(ledger, take(ledger, admitted), false)
                : refuse(((Decision.Refused) decision).reason());
    }

    private Outcome goOn(Ledger ledger, Lease lease) {
        if (lease.isForCall() && !callCheck) {
            ledger.answerCall(lease, keys, RequestReader.sessionIdText(packet()), origin);
        }
        if (notes != null) {
            notes.goesOn(lease);
        }
        boolean conversing = lease.isConversing();
        lease.askedAgain(reservedUntil());
        return proceed(ledger, lease, conversing);
    }

    /** The lease of the attempt that this request goes on with, or repeats, on whatever node. */
    private Optional<Lease> ongoing(Ledger ledger) {
        return ledger.lease(keys).filter(this::isOurs);
    }

    private boolean isOurs(Lease lease) {
        return lease.place().nasId() == nas.id()
                && place.filter(lease.place()::sameOwner).isPresent()
                && lease.mayBeOfSubject(origin);
    }

    /**
     * What this request shows to be over: another subscriber's session under the same
     * Acct-Session-Id, another owner's call, another session on a NAS port that has one at a time.
     */
    private Stream<Lease> inTheWay(Ledger ledger) {
        Stream<Lease> sameKey =
                Stream.concat(keys.session().flatMap(ledger::leaseOf).stream(), ledger.calls(keys))
                        .filter(lease -> !isOurs(lease));
        Stream<Lease> samePort =
                keys.port().stream()
                        .flatMap(port -> ledger.othersAt(port, ongoing(ledger)).stream());
        return Stream.concat(sameKey, samePort).distinct();
    }

    private Decision admission(Ledger ledger) {
        Ports ports = ledger.ports(place.orElseThrow());
        boolean link = isLink(ledger);
        Decision decision =
                new Admission(batch.directory(), route, nas, link).decide(ports, event.at());
        if (notes != null) {
            int reserved = batch.directory().pop(nas.popId()).reservedPorts();
            notes.weighed(
                    route.contract().orElse(null), ports, reserved, link, event.at(), decision);
        }
        return decision;
    }

    /** Whether it is a further link of a session that has a port here. */
    private boolean isLink(Ledger ledger) {
        return keys.bundle()
                .flatMap(bundle -> place.flatMap(own -> ledger.holderOf(bundle, own, event.id())))
                .isPresent();
    }

    private Lease take(Ledger ledger, Decision.Admitted admitted) {
        boolean link = isLink(ledger);
        PortUse use =
                new PortUse(
                        !link,
                        admitted.burst() && !link,
                        route.isOverflow(),
                        RequestReader.portType(packet()));
        Lease lease =
                callCheck
                        ? Lease.forCall(
                                event.id(), place.orElseThrow(), ledger.untaken(keys), event.at())
                        : Lease.reserve(
                                event.id(),
                                place.orElseThrow(),
                                ledger.untaken(keys),
                                RequestReader.sessionIdText(packet()),
                                event.at(),
                                reservedUntil());
        batch.countAdmission(route, nas, use.burst());
        lease.from(callCheck ? origin.withoutSubject() : origin).using(use);
        return ledger.take(route instanceof Route.Virtual ? lease.forProxy() : lease);
    }

    /**
     * @param conversing whether it answers a Challenge, so that the Master was asked already
     */
    private Outcome proceed(Ledger ledger, Lease lease, boolean conversing) {
        if (callCheck) {
            batch.decided(route, "Access-Request Call-Check", "Access-Accept", "a port is kept");
            return new Outcome.Reply(Replies.accept());
        }
        if (route instanceof Route.Client client) {
            return askHome(lease, client.theirs(), conversing);
        }
        if (route instanceof Route.Virtual virtual) {
            String identifier = virtual.theirs().virtualSubscriber().identifier();
            Packet accept = Replies.accept().addText(USER_NAME, identifier);
            // the proxy still asks the client, and does not tell us when that rejects: not for long
            return granted(ledger, lease, accept, event.at().plus(nas.budget()).plus(GRACE));
        }
        if (ownAccept.isEmpty()) {
            return forward(lease, Leg.HOME, PeerBook.MASTER_GROUP, original());
        }
        return granted(ledger, lease, ownAccept.get(), event.at().plus(Lease.GRANTED_FOR));
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

    private Outcome granted(Ledger ledger, Lease lease, Packet accept, Instant expiresAt) {
        batch.decided(route, "Access-Request", "Access-Accept", "authenticated");
        return grant().give(ledger, lease, accept, expiresAt);
    }

    private Grant grant() {
        return new Grant(batch, event, route, nas);
    }

    private Forward forward(Lease lease, Leg leg, long group, Packet request) {
        var context = new AccessContext(leg, lease.id(), reservedUntil(), route, null);
        return new Forward(
                new Target.HomeServers(group, lease.homeServer()),
                request,
                context,
                Optional.empty());
    }

    private Outcome refuse(RefusalReason reason) {
        return batch.refuseLater(route, nas, reason);
    }

    private Packet packet() {
        return event.request().packet();
    }

    private Packet original() {
        return batch.withoutOurClass(packet());
    }

    private Instant reservedUntil() {
        Duration asked = nas.budget().plus(GRACE);
        Duration held = asked.compareTo(RESERVED_FOR) > 0 ? asked : RESERVED_FOR;
        return event.at().plus(held).truncatedTo(ChronoUnit.MILLIS);
    }
}
