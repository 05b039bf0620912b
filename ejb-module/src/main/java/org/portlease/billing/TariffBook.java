package org.portlease.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;
import org.portlease.tariff.PriceReader;

/**
 * Which prices hold for whom, and from when on. What would alter a period that has been closed is
 * refused; the running one may still get other prices. Inside a transaction.
 */
@ApplicationScoped
@Transactional
public class TariffBook {

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected TariffBook() {}

    /** Outside a container. */
    public TariffBook(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A new tariff, without prices.
     *
     * @throws BillingRefusedException where one has the name already
     */
    public Tariff create(String name, Currency currency) {
        if (named(name).isPresent()) {
            throw new BillingRefusedException("a tariff is named '" + name + "' already");
        }
        Tariff tariff = Tariff.named(name, currency);
        entities.persist(tariff);
        return tariff;
    }

    public Optional<Tariff> named(String name) {
        return entities
                .createQuery("select t from Tariff t where t.name = :name", Tariff.class)
                .setParameter("name", name)
                .getResultList()
                .stream()
                .findFirst();
    }

    /**
     * New prices from a day on. A version without an end that holds on that day ends there.
     *
     * @param until the first day after it; null for good
     * @param prices JSON, as {@link PriceReader} reads it
     * @throws BillingRefusedException where it overlaps another version, or would alter a closed
     *     period
     * @throws org.portlease.json.FieldException where the prices can't be read
     */
    public TariffVersion publish(
            Tariff tariff, LocalDate from, @Nullable LocalDate until, String prices) {
        PriceReader.read(prices);
        if (until != null && !until.isAfter(from)) {
            throw new BillingRefusedException(
                    "a version must end after its first day " + from + ", but ends " + until);
        }
        for (TariffVersion other : versions(tariff.id())) {
            if (!other.overlaps(from, until)) {
                continue;
            }
            if (other.validUntil().isPresent() || !other.validFrom().isBefore(from)) {
                throw new BillingRefusedException(
                        "the tariff '"
                                + tariff.name()
                                + "' has a version from "
                                + other.validFrom()
                                + other.validUntil().map(end -> " until " + end).orElse("")
                                + " already, which one from "
                                + from
                                + " would overlap");
            }
        }
        refuseIfClosed(contractsOf(tariff), from);
        versions(tariff.id()).stream()
                .filter(other -> other.overlaps(from, until))
                .forEach(other -> other.endOn(from));
        TariffVersion version = new TariffVersion(tariff, from, until, prices);
        entities.persist(version);
        return version;
    }

    /**
     * Gives a contract a tariff from a day on.
     *
     * @throws BillingRefusedException where the currencies differ, another tariff begins that day,
     *     or a closed period would be altered
     */
    public TariffAssignment assign(Contract contract, Tariff tariff, LocalDate from) {
        if (!tariff.currency().equals(contract.currency())) {
            throw new BillingRefusedException(
                    "the contract is in "
                            + contract.currency()
                            + ", but the tariff '"
                            + tariff.name()
                            + "' is in "
                            + tariff.currency());
        }
        boolean taken =
                assignments(contract.id()).stream()
                        .anyMatch(other -> other.validFrom().equals(from));
        if (taken) {
            throw new BillingRefusedException(
                    "the contract has a tariff from " + from + " on already");
        }
        refuseIfClosed(List.of(contract.id()), from);
        TariffAssignment assignment = new TariffAssignment(contract, tariff, from);
        entities.persist(assignment);
        return assignment;
    }

    /** The version that a contract's period is priced by, whose first day that is. */
    Optional<TariffVersion> versionFor(long contract, LocalDate firstDay) {
        return assignments(contract).stream()
                .filter(assignment -> !assignment.validFrom().isAfter(firstDay))
                .reduce((earlier, later) -> later)
                .flatMap(
                        assignment ->
                                versions(assignment.tariffId()).stream()
                                        .filter(version -> version.holdsOn(firstDay))
                                        .findFirst());
    }

    /** What an hour costs a contract at the dearest on that day; 0 where no tariff is in force. */
    public BigDecimal dearestHour(long contract, LocalDate day) {
        return versionFor(contract, day)
                .map(version -> version.prices().dearestHour())
                .orElse(BigDecimal.ZERO);
    }

    /** Whether a version of it begins that day. */
    public boolean hasVersionFrom(Tariff tariff, LocalDate from) {
        return versions(tariff.id()).stream().anyMatch(version -> version.validFrom().equals(from));
    }

    private List<TariffAssignment> assignments(long contract) {
        return entities.createQuery(
                        "select a from TariffAssignment a where a.contractId = :id"
                                + " order by a.validFrom",
                        TariffAssignment.class)
                .setParameter("id", contract)
                .getResultList();
    }

    private List<TariffVersion> versions(long tariff) {
        return entities.createQuery(
                        "select v from TariffVersion v where v.tariffId = :id order by v.validFrom",
                        TariffVersion.class)
                .setParameter("id", tariff)
                .getResultList();
    }

    private List<Long> contractsOf(Tariff tariff) {
        return entities.createQuery(
                        "select distinct a.contractId from TariffAssignment a"
                                + " where a.tariffId = :id",
                        Long.class)
                .setParameter("id", tariff.id())
                .getResultList();
    }

    /** Locks their periods of that day and later: none is closed before this is done. */
    private void refuseIfClosed(List<Long> contracts, LocalDate from) {
        if (contracts.isEmpty()) {
            return;
        }
        entities
                .createQuery(
                        "select p from BillingPeriod p where p.contractId in :ids order by p.id",
                        BillingPeriod.class)
                .setParameter("ids", contracts)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .filter(period -> period.isClosed() && !period.firstDay().isBefore(from))
                .findFirst()
                .ifPresent(
                        period -> {
                            throw new BillingRefusedException(
                                    "the period from "
                                            + period.firstDay()
                                            + " of the contract "
                                            + period.contractId()
                                            + " is closed: prices can change from its end on, not"
                                            + " from "
                                            + from);
                        });
    }
}
