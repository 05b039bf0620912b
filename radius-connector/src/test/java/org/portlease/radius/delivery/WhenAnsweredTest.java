package org.portlease.radius.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.portlease.radius.Event;
import org.portlease.radius.Outcome;
import org.portlease.radius.Secret;
import org.portlease.radius.Target;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/** A forward that says itself what its answer is followed by. */
class WhenAnsweredTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final long NORTH = 1;

    /** Reports go on and are acknowledged when they were; silence is a reply as well. */
    private static ScriptedListener acknowledging(ScriptedHomeServer home, Duration patience) {
        return new ScriptedListener(
                ConnectorUnderTest.peers(
                        1, LONG, ConnectorUnderTest.homeServer(5, NORTH, home, 1, 5_000)),
                event ->
                        event instanceof Event.RequestArrived arrived
                                ? forward(arrived, patience)
                                : acknowledgement());
    }

    private static Outcome forward(Event.RequestArrived arrived, Duration patience) {
        return new Outcome.Forward(
                new Target.HomeServers(NORTH),
                arrived.request().packet(),
                new ScriptedListener.Context("report"),
                Optional.of(patience),
                Optional.of(acknowledgement()));
    }

    private static Outcome.Reply acknowledgement() {
        return new Outcome.Reply(Packet.of(Code.ACCOUNTING_RESPONSE));
    }

    @Test
    void anAnswerIsFollowedByTheReplyAndNoEvent() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.answering(Code.ACCOUNTING_RESPONSE)) {
            ScriptedListener listener = acknowledging(home, LONG);
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                Packet report =
                        Nas.accounting(1, "one").add(AttributeTypes.PROXY_STATE, new byte[] {9});

                Packet reply = nas.ask(report, 7, server.acct());

                assertThat(reply.code()).isEqualTo(Code.ACCOUNTING_RESPONSE);
                assertThat(reply.allOctets(AttributeTypes.PROXY_STATE))
                        .containsExactly(new byte[] {9});
                server.awaitCount("replied.accounting-response", 1);
                assertThat(server.count("home-servers.answered")).isOne();
                assertThat(server.count("in-flight")).isZero();
                assertThat(server.count("queue.length")).isZero();
                assertThat(server.count("events.committed")).isOne();
                assertThat(listener.events())
                        .hasSize(1)
                        .first()
                        .isInstanceOf(Event.RequestArrived.class);
            }
        }
    }

    @Test
    void aDuplicateGetsTheSameReply() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.answering(Code.ACCOUNTING_RESPONSE)) {
            ScriptedListener listener = acknowledging(home, LONG);
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                byte[] report = nas.encode(Nas.accounting(2, "one"), 7);
                nas.send(report, server.acct());
                byte[] reply = nas.receive();

                nas.send(report, server.acct());

                assertThat(nas.receive()).isEqualTo(reply);
                server.awaitCount("duplicates.resent", 1);
                assertThat(home.received).hasSize(1);
                assertThat(listener.events()).hasSize(1);
            }
        }
    }

    @Test
    void silenceIsAnEventAllTheSame() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.silent()) {
            ScriptedListener listener = acknowledging(home, Duration.ofMillis(300));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                Packet reply = nas.ask(Nas.accounting(2, "one"), 7, server.acct());

                assertThat(reply.code()).isEqualTo(Code.ACCOUNTING_RESPONSE);
                assertThat(listener.events(Event.ForwardUnanswered.class)).hasSize(1);
            }
        }
    }

    @Test
    void aForgedAnswerIsFollowedByNothing() throws Exception {
        try (ScriptedHomeServer home =
                new ScriptedHomeServer(
                        (self, request) ->
                                self.answer(
                                        request,
                                        Packet.of(Code.ACCOUNTING_RESPONSE),
                                        Secret.of("a guess")))) {
            ScriptedListener listener = acknowledging(home, Duration.ofMillis(300));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                nas.ask(Nas.accounting(2, "one"), 7, server.acct());

                assertThat(server.count("dropped.answer-bad-authenticator")).isPositive();
                assertThat(listener.events(Event.ForwardUnanswered.class)).hasSize(1);
            }
        }
    }
}
