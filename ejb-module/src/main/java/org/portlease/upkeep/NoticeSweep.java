package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.portlease.contract.Contract;
import org.portlease.contract.DirectoryCache;
import org.portlease.contract.Money;
import org.portlease.event.EventType;
import org.portlease.session.Capacity;
import org.portlease.upkeep.ContractNotice.Standing;

/**
 * Tells the webhooks, once each time, that a contract was suspended or resumed, or has reached its
 * threshold or its credit limit.
 */
@ApplicationScoped
public class NoticeSweep {

    @PersistenceContext private EntityManager entities;
    @Inject private Rounds rounds;
    @Inject private DirectoryCache directories;
    private ContractNotices notices;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected NoticeSweep() {}

    @Inject
    protected NoticeSweep(ContractNotices notices) {
        this.notices = notices;
    }

    /** Outside a container, where {@link #tell} is called in a transaction. */
    NoticeSweep(EntityManager entities) {
        this(new ContractNotices(entities));
        this.entities = entities;
    }

    void sweep(Instant now) {
        rounds.once(() -> tell(directories.current().contracts(), now));
    }

    /** Tells what is new of those contracts. */
    void tell(Collection<Contract> contracts, Instant now) {
        Map<Long, Capacity> capacities = all("Capacity", true, Capacity.class, Capacity::id);
        Map<Long, ContractNotice> known =
                all("ContractNotice", false, ContractNotice.class, ContractNotice::contractId);
        contracts.stream()
                .filter(contract -> capacities.containsKey(contract.capacityId()))
                .sorted(Comparator.comparingLong(Contract::providerId))
                .forEach(
                        contract -> {
                            Capacity capacity =
                                    Objects.requireNonNull(capacities.get(contract.capacityId()));
                            ContractNotice notice = known.get(contract.id());
                            Standing told = notice == null ? Standing.GOOD : notice.told();
                            Standing is = standing(contract, capacity, told, now);
                            if (!is.equals(told)) {
                                tell(contract, capacity, is, now);
                            }
                        });
    }

    private <T> Map<Long, T> all(
            String name, boolean readOnly, Class<T> type, Function<T, Long> id) {
        return entities
                .createQuery("select e from " + name + " e", type)
                .setHint("org.hibernate.readOnly", readOnly)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(id, Function.identity()));
    }

    private static Standing standing(
            Contract contract, Capacity capacity, Standing told, Instant now) {
        Instant period = contract.periodStart(now);
        capacity.rollTo(period); // a look: the row is read only
        boolean threshold =
                contract.thresholdSeconds().isPresent()
                        && capacity.usedSeconds(now) >= contract.thresholdSeconds().getAsLong();
        boolean credit =
                contract.creditLimit()
                        .filter(
                                limit ->
                                        capacity.credit()
                                                .reaches(
                                                        limit.amount(),
                                                        capacity.unbilledSeconds(now)))
                        .isPresent();
        return new Standing(
                ContractNotices.isSuspended(contract, told), threshold ? period : null, credit);
    }

    /** Another node may be telling it just now: under the notice's lock, one does. */
    private void tell(Contract contract, Capacity capacity, Standing is, Instant now) {
        ContractNotice notice = notices.locked(contract);
        Standing told = notice.told();
        notices.tellState(contract, notice, now);
        notice.tell(is);
        if (is.thresholdOf() != null && !is.thresholdOf().equals(told.thresholdOf())) {
            publish(
                    EventType.THRESHOLD_REACHED,
                    contract,
                    now,
                    Json.createObjectBuilder()
                            .add("usedSeconds", capacity.usedSeconds(now))
                            .add("thresholdSeconds", contract.thresholdSeconds().orElseThrow()));
        }
        if (is.creditReached() && !told.creditReached()) {
            BigDecimal owed = capacity.credit().owed().add(capacity.credit().unbilled());
            publish(
                    EventType.CREDIT_LIMIT_REACHED,
                    contract,
                    now,
                    Json.createObjectBuilder()
                            .add("currency", contract.currency().getCurrencyCode())
                            .add("balance", text(owed, contract))
                            .add(
                                    "creditLimit",
                                    text(contract.creditLimit().orElseThrow().amount(), contract)));
        }
    }

    private static String text(BigDecimal amount, Contract contract) {
        return Money.round(amount, contract.currency()).toPlainString();
    }

    private void publish(EventType type, Contract contract, Instant now, JsonObjectBuilder data) {
        notices.publish(type, contract, now, data);
    }
}
