package org.portlease.feed;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.portlease.admission.RefusalHistory;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.endpoint.HomeServerStates;
import org.portlease.outbound.BacklogOverview;
import org.portlease.upkeep.NodeOverview;

/** What somebody should look at now, as this node sees it. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class Conditions {

    private static final long OLD_SECONDS = 60;

    private static final String CONTRACTS =
            """
            select contract_id, 'CONTRACT_SUSPENDED' as kind from contract_notice where suspended
            union all
            select contract_id, 'THRESHOLD_REACHED' from contract_notice
                where threshold_of is not null
            union all
            select contract_id, 'CREDIT_LIMIT_REACHED' from contract_notice where credit_reached
            union all
            select distinct contract_id, 'PERIOD_PARKED' from billing_period where state = 'PARKED'
            """;

    @PersistenceContext private EntityManager entities;
    @EJB private DirectoryCache directories;
    @Inject private HomeServerStates homeServers;
    @Inject private BacklogOverview backlog;
    @Inject private NodeOverview nodes;
    @Inject private RefusalHistory refusals;

    /**
     * @param bursts what was refused before
     */
    List<Condition> now(RefusalBursts bursts, Instant now) {
        Seen seen = Owners.whileInForce(directories, directory -> seen(directory, now));
        return Stream.concat(
                        seen.conditions().stream(),
                        bursts.look(seen.refused(), seen.owners(), System.nanoTime()).stream())
                .toList();
    }

    /** What one version of the configuration names. */
    private record Seen(
            List<Condition> conditions, List<RefusalHistory.Refused> refused, Owners owners) {}

    private Seen seen(Directory directory, Instant now) {
        Owners owners = Owners.of(directory);
        return new Seen(
                Stream.of(
                                deadServers(owners),
                                oldBacklogs(owners, now),
                                nodes(),
                                drains(directory),
                                contracts(directory, owners))
                        .flatMap(each -> each)
                        .toList(),
                refusals.ofLastHours(2, now),
                owners);
    }

    private Stream<Condition> deadServers(Owners owners) {
        return homeServers.all().stream()
                .filter(server -> server.state().equals("DEAD"))
                .map(
                        server ->
                                new Condition(
                                        "HOME_SERVER_DEAD",
                                        owners.named(server.provider()),
                                        server.address() + ":" + server.port(),
                                        server.service() + " is silent since " + server.since()));
    }

    private Stream<Condition> oldBacklogs(Owners owners, Instant now) {
        return backlog.waiting(now).stream()
                .filter(waiting -> waiting.ageSeconds() >= OLD_SECONDS)
                .map(
                        waiting ->
                                new Condition(
                                        "BACKLOG_OLD",
                                        owners.named(waiting.provider()),
                                        "",
                                        waiting.reports()
                                                + " reports wait, the oldest since "
                                                + waiting.oldest()));
    }

    private Stream<Condition> nodes() {
        return nodes.all().stream()
                .flatMap(
                        node ->
                                Stream.concat(
                                        node.alive()
                                                ? Stream.empty()
                                                : Stream.of(
                                                        new Condition(
                                                                "NODE_SILENT",
                                                                null,
                                                                node.name(),
                                                                "last seen " + node.seenAt())),
                                        node.drainingSince() == null
                                                ? Stream.empty()
                                                : Stream.of(
                                                        new Condition(
                                                                "NODE_DRAINING",
                                                                null,
                                                                node.name(),
                                                                "since " + node.drainingSince()))));
    }

    private static Stream<Condition> drains(Directory directory) {
        return Stream.concat(
                directory.nases().stream()
                        .filter(nas -> nas.drainingSince().isPresent())
                        .map(
                                nas ->
                                        new Condition(
                                                "NAS_DRAINING",
                                                null,
                                                nas.name(),
                                                "since " + nas.drainingSince().get())),
                directory.providers().stream()
                        .filter(provider -> provider.drainingSince().isPresent())
                        .map(
                                provider ->
                                        new Condition(
                                                "PROVIDER_DRAINING",
                                                new Owner(provider.id(), provider.name()),
                                                "",
                                                "since " + provider.drainingSince().get())));
    }

    private Stream<Condition> contracts(Directory directory, Owners owners) {
        return entities
                .unwrap(Session.class)
                .createNativeQuery(CONTRACTS, Tuple.class)
                .addScalar("contract_id", Long.class)
                .addScalar("kind", String.class)
                .getResultList()
                .stream()
                .flatMap(row -> contract(directory, owners, row).stream());
    }

    private static java.util.Optional<Condition> contract(
            Directory directory, Owners owners, Tuple row) {
        long contract = row.get("contract_id", Long.class);
        return directory
                .providerName(contract)
                .map(
                        provider ->
                                new Condition(
                                        row.get("kind", String.class),
                                        owners.named(provider),
                                        "contract " + contract,
                                        ""));
    }
}
