package org.portlease.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.portlease.contract.Contract;
import org.portlease.contract.ContractStatus;
import org.portlease.session.Capacity;

/**
 * Keeps how many ports each contract pays for, and since when. What a contract has is said by its
 * capacity row; a change there is noticed here. Inside a transaction.
 */
@ApplicationScoped
@Transactional
public class PortAllocations {

    private static final int AT_ONCE = 100;

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected PortAllocations() {}

    /** Outside a container. */
    public PortAllocations(EntityManager entities) {
        this.entities = entities;
    }

    /** Notes what has changed, of so many contracts that their rows are not held for long. */
    public void notice(Instant now) {
        entities.createQuery(
                        "select c from Contract c, Capacity k where k.id = c.capacityId and"
                                + " (case when c.status = :terminated then 0 else k.ports end)"
                                + " <> coalesce((select a.ports from PortAllocation a"
                                + " where a.contractId = c.id and a.fromAt ="
                                + " (select max(b.fromAt) from PortAllocation b"
                                + " where b.contractId = c.id)), -1)",
                        Contract.class)
                .setParameter("terminated", ContractStatus.TERMINATED)
                .setMaxResults(AT_ONCE)
                .getResultList()
                .forEach(contract -> notice(contract, now));
    }

    /** Notes what has changed of one contract, under its capacity row's lock. */
    void notice(Contract contract, Instant now) {
        Capacity capacity =
                entities.find(
                        Capacity.class, contract.capacityId(), LockModeType.PESSIMISTIC_WRITE);
        int ports = contract.status() == ContractStatus.TERMINATED ? 0 : capacity.ports();
        Optional<PortAllocation> last =
                of(contract.id()).stream().reduce((earlier, later) -> later);
        if (last.isEmpty()) {
            entities.persist(new PortAllocation(contract.id(), contract.startsAt(), ports));
        } else if (last.get().ports() != ports) {
            if (last.get().fromAt().isBefore(now.truncatedTo(ChronoUnit.SECONDS))) {
                entities.persist(
                        new PortAllocation(
                                contract.id(), now.truncatedTo(ChronoUnit.SECONDS), ports));
            } else {
                last.get().change(ports);
            }
        }
    }

    /** Ports times the seconds that they were allocated for, within the contract's term. */
    BigInteger portSeconds(Contract contract, Instant from, Instant until) {
        Instant end = earlier(until, contract.endsAt().orElse(until));
        BigInteger sum = BigInteger.ZERO;
        List<PortAllocation> all = of(contract.id());
        for (int i = 0; i < all.size(); i++) {
            Instant next = i + 1 < all.size() ? all.get(i + 1).fromAt() : end;
            Instant begin = later(from, later(all.get(i).fromAt(), contract.startsAt()));
            long seconds = Duration.between(begin, earlier(next, end)).toSeconds();
            sum =
                    sum.add(
                            BigInteger.valueOf(Math.max(0, seconds))
                                    .multiply(BigInteger.valueOf(all.get(i).ports())));
        }
        return sum;
    }

    private List<PortAllocation> of(long contract) {
        return entities.createQuery(
                        "select a from PortAllocation a where a.contractId = :id order by a.fromAt",
                        PortAllocation.class)
                .setParameter("id", contract)
                .setFlushMode(FlushModeType.COMMIT) // new ones are there as soon as they are made
                .getResultList();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
