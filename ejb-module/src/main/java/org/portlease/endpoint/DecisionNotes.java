package org.portlease.endpoint;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.portlease.admission.AdmissionPolicy;
import org.portlease.admission.Decision;
import org.portlease.admission.RefusalReason;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.provider.Nas;
import org.portlease.radius.Event;
import org.portlease.radius.Outcome;
import org.portlease.session.Capacity;
import org.portlease.session.Lease;
import org.portlease.session.Ports;
import org.portlease.trace.TraceLeg;

/** What one decision about a request that is traced was made from; one thread's. */
final class DecisionNotes {

    private final Clock clock;
    private final List<TraceLeg> legs = new ArrayList<>();

    DecisionNotes(Clock clock) {
        this.clock = clock;
    }

    List<TraceLeg> legs() {
        return legs;
    }

    void received(Event.RequestArrived event, Nas nas) {
        legs.add(
                TraceLeg.of(
                        "received",
                        event.at(),
                        "nas",
                        nas.name(),
                        "source",
                        event.request().source().getAddress().getHostAddress(),
                        "packet",
                        event.request().packet().toString()));
    }

    void identified(Route route, Directory directory) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("as", kind(route));
        route.contract()
                .map(contract -> directory.provider(contract.providerId()).name())
                .ifPresent(provider -> facts.put("provider", provider));
        facts.put("by", route.explanation());
        legs.add(new TraceLeg("identified", clock.instant(), facts));
    }

    private static String kind(Route route) {
        if (route instanceof Route.Own) {
            return "own subscriber";
        }
        if (route instanceof Route.Virtual) {
            return "virtual subscriber";
        }
        return route instanceof Route.Client ? "client's subscriber" : "nobody's";
    }

    /** The request goes on with a lease that is there. */
    void goesOn(Lease lease) {
        legs.add(
                TraceLeg.of(
                        "admitted",
                        clock.instant(),
                        "lease",
                        lease.id().toString(),
                        "because",
                        "it has its port already: " + lease.state()));
    }

    /**
     * @param contract null for an own subscriber
     * @param link whether it is a further link of a session that has its port
     */
    void weighed(
            @Nullable Contract contract,
            Ports ports,
            int reserved,
            boolean link,
            Instant now,
            Decision decision) {
        Map<String, String> facts = new LinkedHashMap<>();
        boolean admitted = decision instanceof Decision.Admitted;
        if (decision instanceof Decision.Refused refused) {
            facts.put("reason", refused.reason().name());
        }
        if (decision instanceof Decision.Admitted by) {
            facts.put("burst", Boolean.toString(by.burst()));
        }
        facts.put("link", Boolean.toString(link));
        put(facts, "pop", ports.pop());
        facts.put("pop.clientsInUse", Integer.toString(ports.pop().clientsInUse()));
        facts.put("pop.reserved", Integer.toString(reserved));
        if (contract != null) {
            put(facts, contract, ports, now);
        }
        legs.add(new TraceLeg(admitted ? "admitted" : "refused", clock.instant(), facts));
    }

    private static void put(
            Map<String, String> facts, Contract contract, Ports ports, Instant now) {
        facts.put("contract.status", contract.status().name());
        facts.put("contract.inForce", Boolean.toString(contract.isInForce(now)));
        Capacity capacity = ports.contract();
        if (capacity == null) {
            return;
        }
        put(facts, "contract", capacity);
        facts.put("contract.burstPorts", Integer.toString(contract.conditions().burstPorts()));
        facts.put("contract.burstInUse", Integer.toString(capacity.burstInUse()));
        Capacity share = ports.share();
        if (share != null) {
            put(facts, "share", share);
        }
        OptionalLong threshold = contract.thresholdSeconds();
        if (threshold.isPresent()) {
            facts.put("threshold.seconds", Long.toString(threshold.getAsLong()));
            facts.put("threshold.used", Long.toString(capacity.usedSeconds(now)));
            facts.put("threshold.promised", Long.toString(capacity.promisedSeconds(now)));
        }
        Optional<RefusalReason> exhausted = AdmissionPolicy.exhausted(contract, capacity, now);
        exhausted.ifPresent(reason -> facts.put("contract.exhausted", reason.name()));
    }

    private static void put(Map<String, String> facts, String whose, Capacity row) {
        facts.put(whose + ".ports", Integer.toString(row.ports()));
        facts.put(whose + ".inUse", Integer.toString(row.inUse()));
    }

    /** It is refused whatever the capacity rows say. */
    void refused(RefusalReason reason) {
        legs.add(TraceLeg.of("refused", clock.instant(), "reason", reason.name()));
    }

    /** What is to be done now. */
    void decided(Outcome outcome) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (outcome instanceof Outcome.Reply reply) {
            facts.put("reply", reply.packet().code().name());
            facts.put("delayMillis", Long.toString(reply.delay().toMillis()));
        } else if (outcome instanceof Outcome.Forward forward) {
            String whom =
                    forward.context() instanceof AccessContext context
                            ? context.leg().name()
                            : forward.target().toString();
            facts.put("forwardTo", whom);
            facts.put("packet", forward.packet().toString());
        } else if (outcome instanceof Outcome.Drop drop) {
            facts.put("drop", drop.reason());
        }
        legs.add(new TraceLeg("decided", clock.instant(), facts));
    }
}
