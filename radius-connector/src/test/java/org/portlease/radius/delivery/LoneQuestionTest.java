package org.portlease.radius.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portlease.radius.HomeServerStatus.State.UNKNOWN;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.portlease.radius.Peers;
import org.portlease.radius.Secret;
import org.portlease.radius.TestAnswer;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/** A home server is asked by itself, outside of any batch; and who new is let in nowhere. */
@Timeout(30)
class LoneQuestionTest {

    private static final Duration BUDGET = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private static TestAnswer ask(ConnectorUnderTest under, long server) throws Exception {
        return under.connector
                .ask(server, Nas.accessRequest("bob"), PATIENCE)
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void itsAnswerComesBackToWhoAskedAndToNoBatch() throws Exception {
        try (var asked = ScriptedHomeServer.answering(Code.ACCESS_REJECT);
                var other = ScriptedHomeServer.answering(Code.ACCESS_ACCEPT)) {
            ScriptedListener endpoint =
                    new ScriptedListener(
                            ConnectorUnderTest.peers(
                                    1,
                                    BUDGET,
                                    ConnectorUnderTest.homeServer(1, 7, other, 1, 400),
                                    ConnectorUnderTest.homeServer(2, 7, asked, 2, 400)),
                            ScriptedListener::accept);
            try (var under = new ConnectorUnderTest(endpoint)) {
                TestAnswer answer = ask(under, 2);

                assertThat(answer).isInstanceOf(TestAnswer.Answered.class);
                Packet packet = ((TestAnswer.Answered) answer).packet();
                assertThat(packet.code()).isEqualTo(Code.ACCESS_REJECT);
                assertThat(packet.has(AttributeTypes.MESSAGE_AUTHENTICATOR)).isTrue();
                assertThat(asked.received.get(0).packet().text(AttributeTypes.USER_NAME))
                        .contains("bob");
                assertThat(other.received).isEmpty();
                assertThat(endpoint.events()).isEmpty();
            }
        }
    }

    @Test
    void silenceIsToldInTimeAndNothingIsLearntFromIt() throws Exception {
        try (var silent = ScriptedHomeServer.silent()) {
            ScriptedListener endpoint = endpoint(silent);
            try (var under = new ConnectorUnderTest(endpoint)) {
                TestAnswer answer = ask(under, 1);

                assertThat(answer).isInstanceOf(TestAnswer.Silent.class);
                assertThat(answer.took()).isBetween(PATIENCE, PATIENCE.plusSeconds(2));
                assertThat(silent.received).hasSizeGreaterThan(1);
                assertThat(under.state("auth")).isEqualTo(UNKNOWN);
            }
        }
    }

    @Test
    void anAnswerUnderAnotherSecretIsToldAsSuch() throws Exception {
        Secret wrong = Secret.of("another");
        try (var server =
                new ScriptedHomeServer(
                        (self, request) ->
                                self.answer(
                                        request,
                                        Packet.of(Code.ACCESS_ACCEPT),
                                        wrong,
                                        ScriptedHomeServer.SECRET))) {
            try (var under = new ConnectorUnderTest(endpoint(server))) {
                assertThat(ask(under, 1))
                        .isInstanceOfSatisfying(
                                TestAnswer.Discarded.class,
                                it -> assertThat(it.reason()).isEqualTo("bad-authenticator"));
            }
        }
    }

    @Test
    void aServerThatIsNotConfiguredCannotBeAsked() throws Exception {
        try (var silent = ScriptedHomeServer.silent();
                var under = new ConnectorUnderTest(endpoint(silent))) {
            assertThatThrownBy(() -> ask(under, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2");
        }
    }

    @Test
    void aDrainingServersAuthenticationIsSilentToAStatusServerAndItsAccountingIsNot()
            throws Exception {
        Peers peers = ConnectorUnderTest.peers(1, BUDGET);
        ScriptedListener endpoint = new ScriptedListener(peers, ScriptedListener::accept);
        try (var under = new ConnectorUnderTest(endpoint);
                Nas nas = new Nas()) {
            Packet status = Packet.of(Code.STATUS_SERVER);
            assertThat(nas.ask(status, 1, under.auth()).code()).isEqualTo(Code.ACCESS_ACCEPT);

            endpoint.peers =
                    new Peers(
                            2,
                            peers.peers(),
                            peers.homeServers(),
                            peers.authorizers(),
                            peers.proxyStateKey(),
                            true);
            assertThat(under.connector.readPeers(BUDGET)).isTrue();

            nas.send(nas.encode(status, 2), under.auth());
            under.awaitCount("dropped.status-server-while-not-serving", 1);
            assertThat(nas.ask(status, 3, under.acct()).code()).isEqualTo(Code.ACCOUNTING_RESPONSE);
        }
    }

    private static ScriptedListener endpoint(ScriptedHomeServer server) {
        return new ScriptedListener(
                ConnectorUnderTest.peers(
                        1, BUDGET, ConnectorUnderTest.homeServer(1, 7, server, 1, 400)),
                ScriptedListener::accept);
    }
}
