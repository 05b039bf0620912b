package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertRecorded;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Session;
import org.portlease.test.world.Await;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.LifeWorld;
import org.portlease.test.world.Site;

/** The counters of ports in use: their maxima are exact, and what is wrong with them is mended. */
class CountersIT extends LifeScenario {

    private static final Duration SLOT = Duration.ofMinutes(5);
    private static final Duration REPAIR = Duration.ofSeconds(15);
    private static final String OF_CONTRACT =
            "(select c.capacity_id from contract c join provider p on p.id = c.provider_id"
                    + " where p.name = ?)";
    private static final String OF_POP = "(select capacity_id from pop where name = ?)";

    /** The beginning of a five minutes that has only begun. */
    private Instant nextSlot() {
        long seconds = clock.now().getEpochSecond();
        Instant next =
                Instant.ofEpochSecond(seconds - seconds % SLOT.toSeconds() + SLOT.toSeconds());
        clock.advanceTo(next.plusSeconds(1));
        return next;
    }

    @Test
    void theMostPortsInUseAtOnceAreKeptForEachFiveMinutes() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        Instant first = nextSlot();
        List<Session> sessions =
                List.of(started(site, csp), started(site, csp), started(site, csp));
        for (Session each : sessions.subList(1, 3)) {
            assertRecorded(site.nas().send(each.stop(0)).reply());
        }
        Instant second = nextSlot();
        Session brief = started(site, csp);
        assertRecorded(site.nas().send(brief.stop(0)).reply());
        nextSlot(); // nothing changes here
        nextSlot();
        started(site, csp);
        nextSlot();
        started(site, csp); // whatever comes after writes what was

        for (String capacity : List.of(OF_CONTRACT, OF_POP)) {
            String name = capacity.equals(OF_POP) ? site.pop() : csp.name();
            assertThat(peaks(capacity, name, first)).as("first five minutes").isEqualTo("3 1");
            assertThat(peaks(capacity, name, second)).isEqualTo("2 1");
            assertThat(peaks(capacity, name, second.plus(SLOT))).as("nothing").isEmpty();
            assertThat(peaks(capacity, name, second.plus(SLOT.multipliedBy(2)))).isEqualTo("2 2");
        }
    }

    private String peaks(String capacity, String name, Instant slot) {
        return String.join(
                ", ",
                database.texts(
                        "select most || ' ' || last from port_peak where capacity_id = "
                                + capacity
                                + " and extract(epoch from slot_at)::bigint = ?",
                        name,
                        slot.getEpochSecond()));
    }

    @Test
    void aContractsCountersThatWereBrokenAreMendedAndReported() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        started(site, csp);
        assertThat(repairs(OF_CONTRACT, csp.name())).isEmpty();

        breakCounters(OF_CONTRACT, csp.name(), "in_use = in_use + 5");
        pass(70);

        awaitCounter(OF_CONTRACT, csp.name(), "in_use", 1);
        assertThat(repairs(OF_CONTRACT, csp.name())).hasSize(1);
        assertThat(repairs(OF_CONTRACT, csp.name()).get(0)).contains("6", "1");
        breakCounters(OF_CONTRACT, csp.name(), "open_sessions = 7, open_start_sum = 11");
        pass(70);
        awaitCounter(OF_CONTRACT, csp.name(), "open_sessions", 1);
        awaitCounter(OF_CONTRACT, csp.name(), "open_start_sum", startOf(csp));
        assertThat(repairs(OF_CONTRACT, csp.name())).hasSize(2);
    }

    private long startOf(Csp csp) {
        return database.number(
                "select extract(epoch from date_trunc('second', l.started_at))::bigint"
                        + " from lease l join contract c on c.id = l.contract_id"
                        + " join provider p on p.id = c.provider_id where p.name = ?",
                csp.name());
    }

    @Test
    void aPopsAndASharesCountersAreMendedToo() {
        Site site = site(Site.Kind.SHARED);
        Csp csp = csp(ContractKind.SHARING);
        for (int i = 0; i < LifeWorld.SHARE; i++) {
            started(site, csp);
        }
        String ofShare =
                "(select s.capacity_id from pop_share s join pop on pop.id = s.pop_id"
                        + " join contract c on c.id = s.contract_id"
                        + " join provider p on p.id = c.provider_id"
                        + " where pop.name = '"
                        + site.pop()
                        + "' and p.name = ?)";
        breakCounters(OF_POP, site.pop(), "in_use = 1, clients_in_use = 0");
        breakCounters(ofShare, csp.name(), "in_use = 0");

        pass(70);

        awaitCounter(OF_POP, site.pop(), "in_use", LifeWorld.SHARE);
        awaitCounter(OF_POP, site.pop(), "clients_in_use", LifeWorld.SHARE);
        awaitCounter(ofShare, csp.name(), "in_use", LifeWorld.SHARE);
        assertThat(repairs(OF_POP, site.pop())).isNotEmpty();
        assertThat(repairs(ofShare, csp.name())).hasSize(1);
    }

    private void breakCounters(String capacity, String name, String assignment) {
        database.update("update capacity set " + assignment + " where id = " + capacity, name);
    }

    private void awaitCounter(String capacity, String name, String column, long value) {
        Await.until(
                column + " of " + name + " to be " + value,
                REPAIR,
                () ->
                        database.number(
                                        "select "
                                                + column
                                                + " from capacity where id = "
                                                + capacity,
                                        name)
                                == value);
    }

    private List<String> repairs(String capacity, String name) {
        return database.texts(
                "select found from capacity_repair where capacity_id = " + capacity, name);
    }
}
