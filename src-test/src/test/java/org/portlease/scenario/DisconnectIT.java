package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertRecorded;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Answer;
import org.portlease.test.wire.Received;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Await;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.Site;

/** Open sessions of a contract that may not be used any more are ended, where it says so. */
@SuppressWarnings("NullAway.Init") // set before each test
class DisconnectIT extends LifeScenario {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Site site;

    @BeforeEach
    void enterSite() {
        site = site(Site.Kind.USUAL);
    }

    private List<Received> disconnects(Session session) {
        return site.control().requests(Wire.DISCONNECT_REQUEST, session.id());
    }

    private void awaitDisconnect(Session session) {
        Await.until(
                "a Disconnect-Request for " + session.id(),
                PATIENCE,
                () -> !disconnects(session).isEmpty());
    }

    private void awaitAnswer(Csp csp, String answer) {
        Await.until(
                answer + " recorded",
                PATIENCE,
                () -> {
                    pass(1); // a silent NAS is asked again after a while of the world's time
                    return disconnections(csp, answer) == 1;
                });
    }

    private long disconnections(Csp csp, String answer) {
        return database.number(
                "select count(*) from disconnection d join lease l on l.id = d.lease_id"
                        + " join contract c on c.id = l.contract_id"
                        + " join provider p on p.id = c.provider_id"
                        + " where p.name = ? and d.answer = ?",
                csp.name(),
                answer);
    }

    private void suspend(Csp csp) {
        database.configure(
                "update contract set status = 'SUSPENDED' where virtual_identifier = ?",
                csp.virtualIdentifier());
    }

    @Test
    void aSuspendedContractsSessionsAreDisconnectedOnceEach() {
        Csp csp = csp(ContractKind.DISCONNECTING);
        Csp patient = csp(ContractKind.USUAL);
        Session first = started(site, csp);
        Session second = started(site.nasAtB(), bob(csp));
        Session spared = started(site, patient);

        suspend(patient);
        suspend(csp);

        awaitDisconnect(first);
        awaitDisconnect(second);
        Await.until("both answers", PATIENCE, () -> disconnections(csp, "ACK") == 2);
        WirePacket request = disconnects(first).get(0).packet();
        assertThat(request.text(Wire.USER_NAME)).isEqualTo(csp.subscriber("bob"));
        assertThat(request.mentions(csp.virtualIdentifier())).isFalse();
        pass(60);
        assertRecorded(site.nas().send(first.stop(60)).reply());
        awaitClosed(first);
        pass(60);
        awaitSweeps();
        assertThat(disconnects(first)).hasSize(1);
        assertThat(disconnects(second)).hasSize(1);
        assertThat(disconnects(spared)).isEmpty();
    }

    /** Waits until the sweeps have looked at everything once more: another grant has expired. */
    private void awaitSweeps() {
        Csp other = csp(ContractKind.USUAL);
        admitted(site.nas(), bob(other));
        pass(125);
        Await.until("a sweep", () -> database.released(other.name(), "START_MISSING") == 1);
    }

    @Test
    void aContractThatEndsTakesItsSessionsAlong() {
        Csp csp = csp(ContractKind.DISCONNECTING);
        database.configure(
                "update contract set ends_at = ? where virtual_identifier = ?",
                Timestamp.from(clock.now().plusSeconds(300)),
                csp.virtualIdentifier());
        Session bob = started(site, csp);
        pass(200);
        awaitSweeps(); // 325 seconds, with its own

        awaitDisconnect(bob);
        awaitAnswer(csp, "ACK");
    }

    @Test
    void aSessionThatIsUpWhenTheConnectionTimeRunsOutIsDisconnected() {
        Csp csp = csp(ContractKind.DISCONNECTING);
        Csp without = csp(ContractKind.SOFT);
        for (Csp each : List.of(csp, without)) {
            use(each, 3000);
        }
        Session bob = started(site, csp);
        Session spared = started(site, without);
        pass(300);
        awaitSweeps();
        assertThat(disconnects(bob)).isEmpty();

        pass(300);

        awaitDisconnect(bob);
        awaitSweeps();
        assertThat(disconnects(spared)).isEmpty();
    }

    @Test
    void aSessionThatIsUpWhenTheCreditRunsOutIsDisconnected() {
        Csp csp = csp(ContractKind.DISCONNECTING);
        database.configure(
                "update contract set credit_limit = 600 where virtual_identifier = ?",
                csp.virtualIdentifier()); // the contracts' rate is one a second
        Session bob = started(site, csp);
        pass(300);
        awaitSweeps();
        assertThat(disconnects(bob)).isEmpty();

        pass(300);

        awaitDisconnect(bob);
    }

    @Test
    void aSessionThatOutlivesItsPromiseIsDisconnected() {
        Csp csp = csp(ContractKind.HARD_DISCONNECTING);
        Csp without = csp(ContractKind.HARD);
        Session bob = started(site, csp);
        Session spared = started(site, without);
        pass(1100);
        awaitSweeps(); // and more than 1200 seconds are over

        awaitDisconnect(bob);
        awaitSweeps();
        assertThat(disconnects(bob)).hasSize(1);
        assertThat(disconnects(spared)).isEmpty();
    }

    @Test
    void aDisconnectIsRetransmittedUntilTheNasAnswers() {
        Csp csp = csp(ContractKind.DISCONNECTING);
        site.control()
                .onRequest(
                        r ->
                                r.retransmission()
                                        ? Answer.acknowledged(r.packet())
                                        : Answer.silence());
        Session bob = started(site, csp);

        suspend(csp);

        awaitDisconnect(bob);
        Await.until("its answer", PATIENCE, () -> disconnections(csp, "ACK") == 1);
        assertThat(site.control().datagrams()).hasSizeGreaterThan(1);
        assertThat(disconnects(bob)).hasSize(1);
    }

    @Test
    void aNasThatKnowsNoSuchSessionIsRecorded() {
        Csp csp = csp(ContractKind.DISCONNECTING);
        site.control().onRequest(r -> Answer.refused(r.packet(), Wire.SESSION_CONTEXT_NOT_FOUND));
        Session bob = started(site, csp);

        suspend(csp);

        awaitDisconnect(bob);
        awaitAnswer(csp, "NAK");
        assertThat(
                        database.number(
                                "select d.error_cause from disconnection d"
                                        + " join lease l on l.id = d.lease_id"
                                        + " where l.acct_session_id = ?",
                                bob.id()))
                .isEqualTo(Wire.SESSION_CONTEXT_NOT_FOUND);
    }

    @Test
    void aNasThatNeverAnswersIsRecordedAsSilent() {
        Csp csp = csp(ContractKind.DISCONNECTING);
        site.control().onRequest(r -> Answer.silence());
        Session bob = started(site, csp);

        suspend(csp);

        awaitDisconnect(bob);
        awaitAnswer(csp, "SILENCE");
        assertThat(isOpen(bob)).isTrue();
    }
}
