package org.portlease.billing;

import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.portlease.billing.BillingCase.Fact;
import org.portlease.billing.BillingCase.Piece;
import org.portlease.contract.Contract;
import org.portlease.contract.Money;

/**
 * A random course of things on a database: sessions open, report, stop, are estimated and settled,
 * while periods are closed, killed at any place, closed again and computed again.
 */
final class BillingCourse {

    private static final int MOST_STEPS_BEFORE_A_KILL = 25;

    private final BillingWorld world;
    private final BillingCase facts;
    private final Random random;
    private final SessionTable table;
    private final Deque<Fact> coming = new ArrayDeque<>();
    private final Map<Integer, UUID> ids = new HashMap<>();
    private Instant looked;

    BillingCourse(BillingWorld world, BillingCase facts, Random random) {
        this.world = world;
        this.facts = facts;
        this.random = random;
        this.table = new SessionTable(world);
        this.looked = facts.begin;
        facts.facts().stream().sorted(Comparator.comparing(Fact::at)).forEach(coming::add);
    }

    /** Until then: what happens, and each hour or so a look whether something is due. */
    void runTo(Instant end) {
        for (Instant look : facts.looks()) {
            if (look.isAfter(end)) {
                break;
            }
            looked = look.isAfter(looked) ? look : looked;
            while (!coming.isEmpty()
                    && !coming.peek().at().isAfter(look)
                    && random.nextInt(8) > 0) {
                happen(coming.remove());
            }
            closeDue(look);
            if (random.nextInt(3) == 0) {
                recomputeLast(look);
            }
        }
        while (!coming.isEmpty() && !coming.peek().at().isAfter(end)) {
            happen(coming.remove());
        }
    }

    /** Closes all that is due, without any accident. */
    void closeAll(Instant now) {
        for (long period = due(now); period >= 0; period = due(now)) {
            long closing = period;
            world.in(entities -> cut(entities, closing, now));
            world.in(entities -> new PeriodCloser(entities).close(closing, now));
        }
    }

    private void closeDue(Instant now) {
        for (long period = due(now); period >= 0; period = due(now)) {
            long closing = period;
            killed(entities -> cut(entities, closing, now));
            world.in(entities -> cut(entities, closing, now));
            if (!coming.isEmpty() && !coming.peek().at().isAfter(now)) {
                happen(coming.remove());
            }
            killed(entities -> new PeriodCloser(entities).close(closing, now));
            if (random.nextInt(8) == 0) {
                world.in(entities -> park(entities, closing, now));
                return;
            }
            world.in(entities -> new PeriodCloser(entities).close(closing, now));
            killed(entities -> forgetLate(entities, closing));
            if (random.nextBoolean()) {
                world.in(entities -> forgetLate(entities, closing));
            }
            PeriodCloser.Result again =
                    world.in(entities -> new PeriodCloser(entities).close(closing, now));
            if (again != PeriodCloser.Result.DONE) {
                throw new AssertionError("closed twice: " + again);
            }
        }
    }

    private long due(Instant now) {
        return world.in(
                entities ->
                        new PeriodCloser(entities).due(now, 1).stream().findFirst().orElse(-1L));
    }

    private static boolean cut(EntityManager entities, long period, Instant now) {
        new PeriodCloser(entities).cut(period, now);
        return true;
    }

    private static boolean park(EntityManager entities, long period, Instant now) {
        new PeriodCloser(entities).park(period, "killed", now);
        return true;
    }

    private static int forgetLate(EntityManager entities, long period) {
        BillingPeriod closed = entities.find(BillingPeriod.class, period);
        return new PeriodCloser(entities).forgetLate(closed.contractId(), closed.endsAt());
    }

    private void recomputeLast(Instant now) {
        if (facts.automatic()) {
            return;
        }
        List<Long> drafts = new ArrayList<>();
        world.invoices().stream()
                .filter(invoice -> invoice.state() == Invoice.State.DRAFT)
                .reduce((one, later) -> later)
                .ifPresent(invoice -> drafts.add(invoice.periodId()));
        for (long period : drafts) {
            killed(entities -> new PeriodCloser(entities).recompute(period, now));
            try {
                world.in(entities -> new PeriodCloser(entities).recompute(period, now));
            } catch (BillingRefusedException e) {
                // a later one is closed
            }
        }
        if (random.nextInt(4) == 0 && !drafts.isEmpty()) {
            world.invoices().stream()
                    .filter(invoice -> invoice.state() == Invoice.State.DRAFT)
                    .findFirst()
                    .ifPresent(
                            draft ->
                                    world.in(
                                            entities ->
                                                    new InvoiceDesk(entities)
                                                            .issue(draft.id(), now)));
        }
    }

    /** Work that is cut off at some step, or all of which is rolled back. */
    private void killed(Consumer<EntityManager> work) {
        if (random.nextInt(3) > 0) {
            return;
        }
        AtomicInteger left = new AtomicInteger(random.nextInt(MOST_STEPS_BEFORE_A_KILL));
        try {
            world.in(
                    entities -> {
                        work.accept(mortal(entities, left));
                        entities.flush();
                        throw new Killed();
                    });
        } catch (Killed e) {
            left.set(0);
        } catch (BillingRefusedException e) {
            left.set(1);
        }
    }

    private static EntityManager mortal(EntityManager entities, AtomicInteger left) {
        return (EntityManager)
                Proxy.newProxyInstance(
                        BillingCourse.class.getClassLoader(),
                        new Class<?>[] {EntityManager.class},
                        (proxy, method, arguments) -> {
                            if (left.getAndDecrement() <= 0) {
                                throw new Killed();
                            }
                            try {
                                return method.invoke(entities, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    /** The process has ended there. */
    private static final class Killed extends RuntimeException {}

    private void happen(Fact fact) {
        switch (fact.what()) {
            case OPEN -> table.open(fact, id(fact), kind(fact));
            case REPORT -> table.report(fact, id(fact));
            case STOP -> table.stop(fact, id(fact), kind(fact));
            case SETTLE -> table.settle(fact, id(fact));
            case PORTS -> ports(fact);
            case CHARGE -> charge(fact.at(), fact.piece());
            case DECIDE -> decide(fact);
        }
    }

    /** They are noticed where they change, and never for a period that is over. */
    private void ports(Fact fact) {
        long number = fact.piece().seconds();
        Instant at = fact.at().isAfter(looked) ? fact.at() : looked;
        world.sql(
                "update capacity set ports = %d where id = (select capacity_id from contract)"
                        .formatted(number));
        world.database().run(entities -> new PortAllocations(entities).notice(at));
        facts.ports.put(at, (int) number);
    }

    private BillingCase.Kind kind(Fact fact) {
        return Objects.requireNonNull(facts.kinds.get(fact.session()));
    }

    private UUID id(Fact fact) {
        return ids.computeIfAbsent(
                fact.session(), number -> new UUID(random.nextLong(), random.nextLong()));
    }

    private void charge(Instant at, Piece piece) {
        world.in(
                entities ->
                        new InvoiceDesk(entities)
                                .charge(
                                        entities.find(Contract.class, world.contract().id()),
                                        at,
                                        "Charge",
                                        Money.of(BigDecimal.valueOf(piece.seconds(), 2), "EUR"),
                                        Optional.empty(),
                                        "eve"));
    }

    /** A person decides, once the session has been found; else it is asked again later. */
    private void decide(Fact fact) {
        boolean waits =
                world.in(
                        entities ->
                                new Quarantine(entities)
                                        .waiting(100).stream()
                                                .anyMatch(one -> one.lease().equals(id(fact))));
        if (!waits) {
            return;
        }
        world.in(
                entities -> {
                    var quarantine = new Quarantine(entities);
                    quarantine.bill(
                            id(fact),
                            new Quarantine.Counters(
                                    fact.piece().seconds(),
                                    fact.piece().input(),
                                    fact.piece().output()),
                            "eve",
                            fact.at());
                    return true;
                });
        facts.decided(fact);
    }
}
