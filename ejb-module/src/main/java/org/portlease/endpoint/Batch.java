package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.CLASS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.portlease.accounting.AccountingEvent;
import org.portlease.accounting.Oddities;
import org.portlease.admission.Admissions;
import org.portlease.admission.RefusalReason;
import org.portlease.admission.Refusals;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.provider.Nas;
import org.portlease.provider.Subscriber;
import org.portlease.radius.Outcome;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.secret.KeyRing;
import org.portlease.session.EndCause;
import org.portlease.session.Ending;
import org.portlease.session.Lease;
import org.portlease.session.LeaseState;
import org.portlease.session.LeaseToken;
import org.portlease.session.Ledger;
import org.portlease.session.Oddity;
import org.portlease.session.ReleaseCause;
import org.portlease.session.SessionKeys;

/** What the steps of one batch share; one thread's. */
final class Batch {

    private final Directory directory;
    private final ProviderAttributes attributes;
    private final KeyRing keys;
    private final Map<String, Subscriber> subscribers;
    private final LeaseToken token;
    private final RequestReader reader;
    private final Ending ending;
    private final Duration rejectDelay;
    private final Refusals refusals = new Refusals();
    private final Admissions admissions = new Admissions();
    private final Oddities oddities = new Oddities();
    private final List<DecisionMade> decisions = new ArrayList<>();
    private final List<AccountingEvent> events = new ArrayList<>();
    private final Outbox outbox = new Outbox();
    private final KnownSessions knownSessions;
    private boolean nodeDraining;

    /**
     * @param attributes what passes, by the configuration that the whole batch is decided by
     * @param ending how sessions are ended that a new one takes the place of
     * @param rejectDelay how long a Reject of our own waits
     * @param subscribers the own subscribers that the batch's requests name, by User-Name
     */
    Batch(
            ProviderAttributes attributes,
            KeyRing keys,
            Map<String, Subscriber> subscribers,
            Ending ending,
            Duration rejectDelay) {
        this.ending =
                (ledger, lease, cause, now) -> {
                    ending.end(ledger, lease, cause, now);
                    outbox.endedByUs(lease.id());
                };
        this.rejectDelay = rejectDelay;
        this.directory = attributes.directory();
        this.attributes = attributes;
        this.keys = keys;
        this.knownSessions = new KnownSessions(directory, keys);
        this.subscribers = subscribers;
        this.token = new LeaseToken(keys, directory.installation());
        this.reader = new RequestReader(keys, token);
    }

    /** Whether this node takes no new sessions. */
    boolean isNodeDraining() {
        return nodeDraining;
    }

    /** This node takes no new sessions: their requests get no answer. */
    void drainNode() {
        nodeDraining = true;
    }

    Directory directory() {
        return directory;
    }

    ProviderAttributes attributes() {
        return attributes;
    }

    KeyRing keys() {
        return keys;
    }

    LeaseToken token() {
        return token;
    }

    KnownSessions knownSessions() {
        return knownSessions;
    }

    RequestReader reader() {
        return reader;
    }

    Authentication authentication() {
        return new Authentication(keys);
    }

    /** The subscriber of an own subscriber's request, where the built-in Master knows it. */
    Optional<Subscriber> subscriber(Route route) {
        return route instanceof Route.Own own && !directory.masterIsExternal()
                ? Optional.ofNullable(subscribers.get(own.userName()))
                : Optional.empty();
    }

    /** The packet as another server may see it: our Class is for the NAS and us alone. */
    Packet withoutOurClass(Packet packet) {
        boolean marked = packet.allOctets(CLASS).stream().anyMatch(reader::isOurs);
        return marked ? packet.copy().removeIf(CLASS, reader::isOurs) : packet;
    }

    /** Rejects, counts, and lets the built-in Master's decision be seen. */
    Outcome refuse(Route route, Nas nas, RefusalReason reason) {
        countRefusal(route, nas, reason);
        decided(route, "Access-Request", "Access-Reject", reason.name());
        return Replies.reject();
    }

    /** The same, but only after the delay that makes guessing slow. */
    Outcome refuseLater(Route route, Nas nas, RefusalReason reason) {
        refuse(route, nas, reason);
        return new Outcome.Reply(Packet.of(Code.ACCESS_REJECT), rejectDelay);
    }

    /** Ends what a new attempt shows to be over. */
    void displace(Ledger ledger, Lease other, SessionKeys keys, org.portlease.radius.Event event) {
        if (other.state() != LeaseState.ACTIVE) {
            ledger.release(
                    other, other.isForCall() ? ReleaseCause.OTHER_OWNER : ReleaseCause.SUPERSEDED);
            return;
        }
        boolean sameId =
                other.sessionKey().isPresent() && other.sessionKey().equals(keys.session());
        if (sameId) {
            oddities.count(other.place().nasId(), Oddity.ID_REUSED);
        }
        ending.end(ledger, other, sameId ? EndCause.ID_REUSED : EndCause.SUPERSEDED, event.at());
    }

    Ending ending() {
        return ending;
    }

    Oddities oddities() {
        return oddities;
    }

    void countAdmission(Route route, Nas nas, boolean burst) {
        admissions.count(contractOf(route), nas.popId(), burst);
    }

    private static long contractOf(Route route) {
        return route.contract().map(Contract::id).orElse(Refusals.NOBODY);
    }

    void countRefusal(Route route, Nas nas, RefusalReason reason) {
        refusals.count(contractOf(route), nas.popId(), reason);
    }

    /** Notes what the built-in Master decided; where the Master is another server, it did not. */
    void decided(Route route, String request, String answer, String why) {
        route.masterIdentifier()
                .ifPresent(
                        identifier ->
                                decided(
                                        identifier,
                                        request,
                                        answer,
                                        route.explanation() + ": " + why));
    }

    /** The same, where a session, not a route, says who it is. */
    void decided(String identifier, String request, String answer, String why) {
        if (!directory.masterIsExternal()) {
            decisions.add(new DecisionMade(request, identifier, answer, why));
        }
    }

    void record(AccountingEvent event) {
        events.add(event);
    }

    List<AccountingEvent> events() {
        return events;
    }

    Outbox outbox() {
        return outbox;
    }

    Admissions admissions() {
        return admissions;
    }

    Refusals refusals() {
        return refusals;
    }

    List<DecisionMade> decisions() {
        return decisions;
    }
}
