package org.portlease.web.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.portlease.admission.AdmissionTally;
import org.portlease.admission.AdmissionTally.Counted;
import org.portlease.admission.RefusalReason;
import org.portlease.endpoint.HomeServerStates;
import org.portlease.outbound.BacklogOverview;
import org.portlease.session.Occupancy;

/**
 * What the trade has decided, and what it holds. What this node counts is in memory; what the
 * database knows is read at most every few seconds, however often somebody scrapes, and is the same
 * on every node.
 */
@ApplicationScoped
public class TradeMetrics {

    private static final Duration READ_EVERY = Duration.ofSeconds(5);

    @Inject private AdmissionTally admissions;
    @Inject private HomeServerStates homeServers;
    @Inject private Occupancy occupancy;
    @Inject private BacklogOverview backlog;
    @Inject private Clock clock;

    private List<MetricSnapshot> known = List.of();
    private long readAt;

    List<MetricSnapshot> collect() {
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(admitted().snapshot());
        all.add(refused().snapshot());
        all.add(homeServerStates().snapshot());
        all.addAll(ofDatabase());
        return all;
    }

    private Family admitted() {
        Family family =
                Family.counter(
                        "portlease_admissions",
                        "Sessions that this node admitted; without a provider: the master's own");
        for (Counted<Boolean> each : admissions.admitted()) {
            family.add(
                    each.times(),
                    "provider",
                    each.provider(),
                    "pop",
                    each.pop(),
                    "burst",
                    Boolean.toString(each.what()));
        }
        return family;
    }

    private Family refused() {
        Family family =
                Family.counter(
                        "portlease_refusals",
                        "Access-Requests that this node refused; without a provider: nobody's,"
                                + " or the master's own");
        for (Counted<RefusalReason> each : admissions.refused()) {
            family.add(
                    each.times(),
                    "provider",
                    each.provider(),
                    "pop",
                    each.pop(),
                    "reason",
                    each.what().name().toLowerCase(Locale.ROOT));
        }
        return family;
    }

    private Family homeServerStates() {
        Family family =
                Family.gauge(
                        "portlease_home_server_state",
                        "What this node knows of each home server: 0 nothing yet, 1 alive, 2"
                                + " suspect, 3 dead; without a provider: the existing Master");
        for (HomeServerStates.Found each : homeServers.all()) {
            family.add(
                    state(each.state()),
                    "provider",
                    Objects.requireNonNullElse(each.provider(), ""),
                    "server",
                    each.address() + ":" + each.port(),
                    "service",
                    each.service());
        }
        return family;
    }

    private static int state(String name) {
        return switch (name) {
            case "ALIVE" -> 1;
            case "SUSPECT" -> 2;
            case "DEAD" -> 3;
            default -> 0;
        };
    }

    /** One reader at a time: the others would ask the same. */
    private synchronized List<MetricSnapshot> ofDatabase() {
        long now = System.nanoTime();
        if (known.isEmpty() || now - readAt >= READ_EVERY.toNanos()) {
            known = read();
            readAt = now;
        }
        return known;
    }

    private List<MetricSnapshot> read() {
        Family up = Family.gauge("portlease_database_up", "Whether the database answers");
        try {
            List<MetricSnapshot> all = new ArrayList<>(providers(clock.instant()));
            all.addAll(pops());
            all.addAll(shares());
            all.addAll(backlogs(clock.instant()));
            all.add(up.add(1).snapshot());
            return all;
        } catch (RuntimeException e) { // a scrape tells what can be told, and that this cannot
            return List.of(up.add(0).snapshot());
        }
    }

    private List<MetricSnapshot> providers(Instant now) {
        Family ports = Family.gauge("portlease_ports", "Ports that a provider leases");
        Family inUse = Family.gauge("portlease_ports_in_use", "Leases of a provider that are open");
        Family burst =
                Family.gauge(
                        "portlease_burst_ports_in_use", "How many of them are above its ports");
        for (Occupancy.OfProvider each : occupancy.ofProviders(now)) {
            ports.add(each.ports(), "provider", each.provider());
            inUse.add(each.inUse(), "provider", each.provider());
            burst.add(each.burstInUse(), "provider", each.provider());
        }
        return List.of(ports.snapshot(), inUse.snapshot(), burst.snapshot());
    }

    private List<MetricSnapshot> pops() {
        Family ports = Family.gauge("portlease_pop_ports", "Ports of a point of presence");
        Family inUse = Family.gauge("portlease_pop_ports_in_use", "Leases at a point of presence");
        Family clients =
                Family.gauge(
                        "portlease_pop_client_ports_in_use",
                        "How many of them are client providers'");
        for (Occupancy.OfPop each : occupancy.ofPops()) {
            ports.add(each.ports(), "pop", each.pop());
            inUse.add(each.inUse(), "pop", each.pop());
            clients.add(each.clientsInUse(), "pop", each.pop());
        }
        return List.of(ports.snapshot(), inUse.snapshot(), clients.snapshot());
    }

    private List<MetricSnapshot> shares() {
        Family ports =
                Family.gauge("portlease_share_ports", "A provider's share of a point of presence");
        Family inUse =
                Family.gauge("portlease_share_ports_in_use", "Its leases there that are open");
        for (Occupancy.OfShare each : occupancy.ofShares()) {
            ports.add(each.ports(), "provider", each.provider(), "pop", each.pop());
            inUse.add(each.inUse(), "provider", each.provider(), "pop", each.pop());
        }
        return List.of(ports.snapshot(), inUse.snapshot());
    }

    private List<MetricSnapshot> backlogs(Instant now) {
        Family reports =
                Family.gauge(
                        "portlease_backlog_reports",
                        "Stored accounting that a provider's servers have not acknowledged;"
                                + " without a provider: the existing Master");
        Family age =
                Family.gauge(
                        "portlease_backlog_oldest_seconds", "How long the oldest of it has waited");
        Family failures =
                Family.gauge(
                        "portlease_backlog_failures", "How often in a row nobody acknowledged");
        for (Occupancy.OfProvider each : occupancy.ofProviders(now)) {
            // so that an alert can tell nothing from nobody to ask
            reports.add(0, "provider", each.provider());
            age.add(0, "provider", each.provider());
            failures.add(0, "provider", each.provider());
        }
        for (BacklogOverview.Waiting each : backlog.waiting(now)) {
            String provider = Objects.requireNonNullElse(each.provider(), "");
            reports.add(each.reports(), "provider", provider);
            age.add(each.ageSeconds(), "provider", provider);
            failures.add(each.failures(), "provider", provider);
        }
        return List.of(reports.snapshot(), age.snapshot(), failures.snapshot());
    }
}
