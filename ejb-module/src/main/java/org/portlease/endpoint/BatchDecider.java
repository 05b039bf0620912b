package org.portlease.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.portlease.accounting.OddityCounts;
import org.portlease.admission.AdmissionsDecided;
import org.portlease.admission.RefusalCounts;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.provider.SubscriberRepository;
import org.portlease.radius.Event;
import org.portlease.radius.Outcome;
import org.portlease.secret.KeyRing;
import org.portlease.session.Ledger;
import org.portlease.session.Ledgers;
import org.portlease.session.SessionKeys;
import org.portlease.upkeep.Endings;

/**
 * Decides a batch in one transaction: identify, lock leases, lock capacity rows, decide in memory,
 * write. Leases before capacity rows, always: that order keeps batches from deadlock.
 */
@ApplicationScoped
public class BatchDecider {

    @Inject private DirectoryCache directories;
    @Inject private AttributePolicy attributes;
    @Inject private KeyRing keys;
    @Inject private SubscriberRepository subscribers;
    @Inject private Ledgers ledgers;
    @Inject private RefusalCounts refusalCounts;
    @Inject private OddityCounts oddityCounts;
    @Inject private Endings endings;

    @Inject
    @ConfigProperty(name = "portlease.reject.delay.millis", defaultValue = "1000")
    private long rejectDelayMillis;

    @Inject
    @ConfigProperty(name = "portlease.node", defaultValue = "portlease")
    private String node;

    @Inject private jakarta.enterprise.event.Event<DecisionsMade> decisions;
    @Inject private jakarta.enterprise.event.Event<AdmissionsDecided> admissions;
    @Inject private VirtualIdentifierAlarm alarm;
    @Inject private Dispatch dispatch;
    @Inject private TickDecider ticks;
    @Inject private OutboxWriter outboxes;
    @PersistenceContext private EntityManager entities;

    /**
     * @param decided told when all is decided, and left to be written and committed
     * @return one outcome an event, in their order
     */
    public List<Outcome> decide(List<Event> events, Runnable decided) {
        if (events.get(0) instanceof Event.Tick) {
            return List.of(ticks.decide(events.get(0).at()));
        }
        Directory directory = directories.current();
        Instant now = events.get(0).at();
        List<Routed> routed = events.stream().map(event -> Routed.of(event, directory)).toList();
        var batch =
                new Batch(
                        attributes.of(directory),
                        keys,
                        subscribers.findAll(ownUserNames(routed, directory)),
                        endings,
                        Duration.ofMillis(rejectDelayMillis));
        if (directory.isDraining(node)) {
            batch.drainNode();
        }
        List<Step> steps = routed.stream().map(event -> dispatch.step(event, batch)).toList();

        Ledger ledger =
                ledgers.open(
                        directory,
                        steps.stream().map(Step::keys).toList(),
                        steps.stream().flatMap(Step::likelyPlaces).toList(),
                        now);
        List<SessionKeys> closed = steps.stream().map(step -> step.usageKeys(ledger)).toList();
        ledgers.lockCapacities(
                ledger,
                directory,
                Stream.concat(
                        steps.stream().flatMap(step -> step.places(ledger)),
                        ledgers.placesOfUsage(ledger, closed).stream()));
        // under the locks: what another node closed meanwhile is seen
        ledgers.findUsage(ledger, closed);
        outboxes.look(
                batch.outbox(),
                steps.stream().flatMap(step -> step.sessionsBehind(ledger)).toList());

        List<Outcome> outcomes = steps.stream().map(step -> step.decide(ledger)).toList();
        refusalCounts.add(batch.refusals(), now);
        oddityCounts.add(batch.oddities(), now);
        batch.events().forEach(entities::persist);
        outboxes.write(batch.outbox(), ledger, now);
        decided.run();
        ledger.write();
        entities.flush(); // so that a failed write is seen here, with its cause
        alarm.watch(batch.refusals(), now);
        var admitted =
                new AdmissionsDecided(batch.admissions().counts(), batch.refusals().inOrder());
        if (!admitted.isEmpty()) {
            admissions.fire(admitted);
        }
        if (!batch.decisions().isEmpty()) {
            decisions.fire(new DecisionsMade(batch.decisions()));
        }
        return outcomes;
    }

    /** The names that the built-in Master RADIUS server may know. */
    private static Set<String> ownUserNames(List<Routed> events, Directory directory) {
        return directory.masterIsExternal()
                ? Set.of()
                : events.stream()
                        .flatMap(event -> event.route().stream())
                        .filter(Route.Own.class::isInstance)
                        .flatMap(route -> route.masterIdentifier().stream())
                        .collect(Collectors.toSet());
    }
}
