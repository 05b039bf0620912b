package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertRecorded;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Exchange;
import org.portlease.test.wire.Received;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Await;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.DatabaseDump;
import org.portlease.test.world.Site;

/** Accounting of a client provider whose server is down: kept for it, and in nobody's way. */
@SuppressWarnings("NullAway.Init") // set before each test
class DeliveryIT extends LifeScenario {

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private Site site;

    @BeforeEach
    void enterSite() {
        site = site(Site.Kind.USUAL);
    }

    private long stored(Csp csp) {
        return database.number(
                "select count(*) from stored_report s join provider p on p.id = s.home_group"
                        + " where p.name = ?",
                csp.name());
    }

    private void awaitDelivery(Csp csp) {
        Await.until(
                "the delivery of all that is stored",
                RECOVERY,
                () -> {
                    pass(5); // it is tried again after a while of the world's time
                    return stored(csp) == 0;
                });
    }

    @Test
    void whatASilentServerDidNotGetIsStoredAcknowledgedAndDeliveredInOrder() {
        Csp csp = csp(ContractKind.USUAL);
        Session bob = admitted(site.nas(), bob(csp));
        csp.homeServer().fallSilent();

        assertRecorded(site.nas().send(bob.start()).replyWithin(Duration.ofSeconds(6)));
        pass(30);
        assertRecorded(site.nas().send(bob.interim(30)).reply());
        pass(30);
        assertRecorded(site.nasAtB().send(bob.stop(60)).reply());
        assertThat(stored(csp)).isEqualTo(3);
        assertThat(database.usedSeconds(csp.name())).isEqualTo(60);
        Await.until("a try of a minute later", RECOVERY, () -> isTriedAgain(csp));
        int before = csp.homeServer().datagrams().size();
        csp.homeServer().revive();
        awaitDelivery(csp);

        List<Received> all = csp.homeServer().datagrams();
        List<Integer> order =
                all.subList(before, all.size()).stream()
                        .map(r -> r.packet().number(Wire.ACCT_STATUS_TYPE))
                        .distinct()
                        .toList();
        assertThat(order).containsExactly(Wire.START, Wire.INTERIM, Wire.STOP);
        WirePacket start = all.get(before).packet();
        assertThat(start.text(Wire.USER_NAME)).isEqualTo(csp.subscriber("bob"));
    }

    /** Whether the Start has been sent since with the time that has passed (RFC 2866 5.2). */
    private boolean isTriedAgain(Csp csp) {
        pass(5);
        return csp.homeServer().accounted(Wire.START).stream()
                .anyMatch(r -> r.packet().number(Wire.ACCT_DELAY_TIME) >= 60);
    }

    @Test
    void whatIsStoredTellsNobodysName() throws SQLException {
        Csp csp = csp(ContractKind.USUAL);
        csp.homeServer().knows(csp.subscriber("trillian"), "secret");
        Session session = admitted(site.nas(), Session.of(csp.subscriber("trillian"), "secret"));
        csp.homeServer().fallSilent();
        assertRecorded(site.nas().send(session.start()).reply());
        assertThat(stored(csp)).isEqualTo(1);

        DatabaseDump dump = DatabaseDump.of(database);

        assertThat(dump.contains(csp.name().getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(dump.contains("trillian".getBytes(StandardCharsets.UTF_8))).isFalse();
        String station = session.callingStation();
        assertThat(dump.contains(station.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void aServerThatIsKnownToBeDeadKeepsNoNasWaiting() {
        Csp csp = csp(ContractKind.USUAL);
        Session first = admitted(site.nas(), bob(csp));
        Session second = admitted(site.nas(), bob(csp));
        csp.homeServer().fallSilent();
        assertRecorded(site.nas().send(first.start()).reply());

        Exchange start = site.nas().send(second.start());

        assertRecorded(start.replyWithin(Duration.ofSeconds(1)));
        assertThat(stored(csp)).isEqualTo(2);
    }

    @Test
    void aContractThatStoresAlwaysIsAcknowledgedAtOnce() {
        Csp csp = csp(ContractKind.STORING);
        Session bob = admitted(site.nas(), bob(csp));
        csp.homeServer().fallSilent();

        assertRecorded(site.nas().send(bob.start()).replyWithin(Duration.ofSeconds(1)));
        assertThat(stored(csp)).isEqualTo(1);

        csp.homeServer().revive();
        awaitDelivery(csp);
        assertThat(csp.homeServer().accounted(Wire.START)).isNotEmpty();
    }

    @Test
    void aSynchronousContractIsAcknowledgedOnlyWhenItsServerHasAcknowledged() {
        Csp csp = csp(ContractKind.SYNCHRONOUS);
        Session bob = admitted(site.nas(), bob(csp));
        csp.homeServer().fallSilent();

        Exchange start = site.nas().send(bob.start());
        start.staysUnanswered(Duration.ofSeconds(3));
        assertThat(stored(csp)).isZero();
        csp.homeServer().revive();

        assertRecorded(start.insist(Duration.ofSeconds(20)));
        assertThat(database.leases(csp.name(), "ACTIVE")).isEqualTo(1);
    }

    @Test
    void aDeadServerCostsOtherProvidersStartsNothing() {
        Csp alive = csp(ContractKind.USUAL);
        Csp dead = csp(ContractKind.USUAL);
        List<Session> others = new ArrayList<>();
        List<Session> stuck = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            others.add(admitted(site.nas(), bob(alive)));
            stuck.add(admitted(site.nas(), bob(dead)));
        }
        Duration usual = median(others.subList(0, 30));
        dead.homeServer().fallSilent();
        List<Exchange> waiting = stuck.stream().map(s -> site.nas().send(s.start())).toList();

        Duration beside = median(others.subList(30, 60));

        assertThat(beside).isLessThan(usual.plusMillis(100));
        waiting.forEach(e -> assertRecorded(e.insist(RECOVERY)));
        assertThat(stored(dead)).isEqualTo(60);
    }

    /** The median time that the Starts of the sessions took, one after the other. */
    private Duration median(List<Session> sessions) {
        List<Duration> latencies = new ArrayList<>();
        for (Session each : sessions) {
            Exchange start = site.nas().send(each.start());
            assertRecorded(start.reply());
            latencies.add(start.latency());
        }
        return latencies.stream().sorted().toList().get(latencies.size() / 2);
    }
}
