package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Answer;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Exchange;
import org.portlease.test.wire.Received;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WireAttribute;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Await;
import org.portlease.test.world.Csp;
import org.portlease.test.world.StandardWorld;

/** What a server that was not thought through gets wrong, each with its packets counted. */
class NaiveServerIT extends StandardScenario {

    @Test
    void anUnknownRealmCostsNobodyAPacket() {
        long before = world.datagramsToCsps();

        assertRejected(nas.send(Session.of("eve@nowhere.example", "x").access()).reply());

        assertThat(world.datagramsToCsps()).isEqualTo(before);
    }

    @Test
    void virtualCredentialsFromANasAreRejected() {
        Csp csp = csp(4);
        Session thief = Session.of(csp.virtualIdentifier(), csp.virtualPassword());

        assertRejected(nas.send(thief.access()).reply());

        assertThat(csp.homeServer().datagrams()).isEmpty();
        assertThat(database.inUse(csp.name())).isZero();
    }

    @Test
    void virtualCredentialsFromAProxyAreCheckedByTheirPassword() {
        Csp csp = csp(4);
        try (TestNas proxy = world.a().nas(StandardWorld.PROXY, StandardWorld.NAS_SECRET)) {
            Session wrong = Session.of(csp.virtualIdentifier(), "a wrong password");
            assertRejected(proxy.send(wrong.access()).reply());
            assertThat(database.inUse(csp.name())).isZero();

            Session right = Session.of(csp.virtualIdentifier(), csp.virtualPassword());
            assertAccepted(proxy.send(right.access()).reply());
            assertThat(database.inUse(csp.name())).isEqualTo(1);
        }
        assertThat(csp.homeServer().datagrams()).isEmpty();
    }

    @Test
    void fiftyAtOnceForFourPortsReachASlowCspAsFourAndDelayNobodyElse() {
        Csp csp = csp(4);
        csp.homeServer().onAccess(r -> csp.homeServer().judge(r).after(Duration.ofSeconds(3)));
        for (int i = 0; i < 100; i++) {
            assertAccepted(nas.send(alice().access()).reply()); // a warm server is what is meant
        }
        List<Exchange> attempts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            attempts.add(nas.send(bob(csp).access()));
        }

        List<Duration> own = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Exchange alice = nas.send(alice().access());
            assertAccepted(alice.reply());
            own.add(alice.latency());
        }

        assertThat(own).allMatch(latency -> latency.compareTo(Duration.ofMillis(100)) < 0);
        assertThat(attempts.stream().map(e -> e.reply().code()))
                .filteredOn(code -> code == Wire.ACCESS_ACCEPT)
                .hasSize(4);
        assertThat(csp.homeServer().datagrams()).hasSize(4);
    }

    @Test
    void aForgedStateAtAFullCspIsRejectedAndTheCspIsNotAsked() {
        Csp csp = csp(1);
        admitted(csp);

        Draft forged = bob(csp).access().with(Wire.STATE, "never issued");

        assertRejected(nas.send(forged).reply());
        assertThat(csp.homeServer().accessRequests()).hasSize(1);
    }

    @Test
    void aRewrittenUserNameAndTwoClassesReachTheCspAgainWithTheStart() {
        Csp csp = csp(4);
        List<WireAttribute> classes =
                List.of(
                        WireAttribute.of(Wire.CLASS, "first class of the CSP"),
                        WireAttribute.of(Wire.CLASS, "second class of the CSP"));
        csp.homeServer()
                .onAccess(
                        r ->
                                Answer.of(
                                        Draft.of(Wire.ACCESS_ACCEPT)
                                                .with(Wire.USER_NAME, "robert, account 4711")
                                                .with(classes)));
        Session bob = bob(csp);

        WirePacket accept = nas.send(bob.access()).reply();
        bob.accepted(accept);
        assertRecorded(nas.send(bob.start()).reply());

        assertThat(accept.text(Wire.USER_NAME)).isEqualTo("robert, account 4711");
        assertThat(accept.all(Wire.CLASS)).hasSize(3).startsWith(classes.get(0), classes.get(1));
        assertThat(accept.all(Wire.CLASS).get(2).value()).hasSizeLessThanOrEqualTo(32);
        Received start = csp.homeServer().accounted(Wire.START).get(0);
        assertThat(start.user()).isEqualTo("robert, account 4711");
        assertThat(start.packet().all(Wire.CLASS)).isEqualTo(classes);
        assertThat(database.leases(csp.name(), "ACTIVE")).isEqualTo(1);
    }

    @Test
    void theSameAttemptAgainAtASecondNodeTakesOnePort() {
        Csp csp = csp(4);
        csp.homeServer().onAccess(r -> csp.homeServer().judge(r).after(Duration.ofSeconds(1)));
        Session bob = bob(csp);

        Exchange atA = nas.send(bob.access());
        Await.until("the CSP is asked", () -> csp.homeServer().accessRequests().size() == 1);
        Exchange atB = nasAtB.send(bob.access());
        atB.reply();

        assertThat(atB.reply().code()).isEqualTo(Wire.ACCESS_ACCEPT);
        atA.reply();
        assertThat(database.inUse(csp.name())).isEqualTo(1);
        assertThat(database.leases(csp.name())).isEqualTo(1);
    }

    @Test
    void theSameAttemptWithoutAnAcctSessionIdTakesOnePortToo() {
        Csp csp = csp(4);
        Session bob = bob(csp);

        assertAccepted(nas.send(bob.accessWithoutSessionId()).reply());
        assertAccepted(nasAtB.send(bob.accessWithoutSessionId()).reply());

        assertThat(database.inUse(csp.name())).isEqualTo(1);
        assertThat(database.leases(csp.name())).isEqualTo(1);
    }

    @Test
    void fourSessionsOnNasPortZeroAreFourLeases() {
        Csp csp = csp(10);
        for (int i = 0; i < 4; i++) {
            Session bob = bob(csp).onPort(0);
            bob.accepted(nas.send(bob.access()).reply());
            assertRecorded(nas.send(bob.start()).reply());
        }

        assertThat(database.leases(csp.name(), "ACTIVE")).isEqualTo(4);
        assertThat(database.inUse(csp.name())).isEqualTo(4);
    }

    @Test
    void aStopFiveTimesOnBothNodesIsOneUsage() {
        Csp csp = csp(4);
        Session bob = started(csp);

        for (int delay = 0; delay < 5; delay++) {
            TestNas asked = delay % 2 == 0 ? nas : nasAtB;
            Draft stop = bob.stop(120).with(Wire.ACCT_DELAY_TIME, delay * 2);
            assertRecorded(asked.send(stop).reply());
        }

        assertThat(database.usages(csp.name())).isEqualTo(1);
        assertThat(database.usedSeconds(csp.name())).isEqualTo(120);
        assertThat(database.inUse(csp.name())).isZero();
    }

    @Test
    void nasesOfOneNetworkMayNumberTheirSessionsAlike() {
        Csp csp = csp(4);
        Session bob = bob(csp);
        try (TestNas first = world.a().nas("127.0.9.1", StandardWorld.NAS_SECRET);
                TestNas second = world.a().nas("127.0.9.2", StandardWorld.NAS_SECRET)) {
            assertAccepted(first.send(bob.access()).reply());
            assertAccepted(second.send(bob.access()).reply());
            assertThat(database.leases(csp.name())).isEqualTo(2);

            assertRecorded(first.send(bob.start()).reply());
            assertRecorded(first.send(bob.stop(10)).reply());
            assertThat(database.leases(csp.name())).isEqualTo(1);
        }
    }
}
