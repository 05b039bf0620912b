package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Exchange;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.Wire;
import org.portlease.test.world.Csp;
import org.portlease.test.world.StandardWorld;

/** More requests than ports, at once, at two servers on one database. */
class RaceIT extends StandardScenario {

    private static final int PORTS = 70;
    private static final int REQUESTS = 200;

    @RepeatedTest(3)
    void simultaneousRequestsAtTwoServersAdmitExactlyThePorts() {
        Csp csp = csp(PORTS);
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            exchanges.add((i % 2 == 0 ? nas : nasAtB).send(bob(csp).access()));
        }

        long accepted =
                exchanges.stream()
                        .filter(e -> e.insist(Duration.ofSeconds(20)).code() == Wire.ACCESS_ACCEPT)
                        .count();

        assertThat(accepted).isEqualTo(PORTS);
        assertThat(database.inUse(csp.name())).isEqualTo(PORTS);
        assertThat(database.leases(csp.name(), "GRANTED")).isEqualTo(PORTS);
        assertThat(csp.homeServer().accessRequests()).hasSize(PORTS);
    }

    @Test
    void portsThatAreGivenBackAreAdmittedAgainWithoutLossOrGain() {
        Csp csp = csp(10);
        for (int round = 0; round < 5; round++) {
            List<Session> sessions = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                sessions.add(started(csp));
            }
            assertRejected(nasAtB.send(bob(csp).access()).reply());
            List<Exchange> stops =
                    sessions.stream().map(session -> nasAtB.send(session.stop(1))).toList();
            stops.forEach(e -> assertRecorded(e.insist(Duration.ofSeconds(20))));
        }

        assertThat(database.inUse(csp.name())).isZero();
        assertThat(database.usages(csp.name())).isEqualTo(50);
    }

    @Test
    void aPointOfPresenceHasPortsOfItsOwn() {
        Csp csp = csp(100);
        try (TestNas small = world.a().nas(StandardWorld.SMALL_NAS, StandardWorld.NAS_SECRET)) {
            List<Session> sessions = new ArrayList<>();
            for (int i = 0; i < StandardWorld.SMALL_POP_PORTS; i++) {
                Session alice = alice();
                sessions.add(alice.accepted(small.send(alice.access()).reply()));
            }

            assertRejected(small.send(alice().access()).reply());
            assertRejected(small.send(bob(csp).access()).reply());
            assertThat(csp.homeServer().datagrams()).isEmpty();

            sessions.forEach(each -> assertRecorded(small.send(each.stop(1)).reply()));
        }
        assertThat(database.inUseAtPop(StandardWorld.SMALL_POP)).isZero();
    }
}
