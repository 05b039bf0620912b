package org.portlease.radius.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.portlease.radius.Outcome;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/** Replies that are to wait. */
class DelayedReplyTest {

    private static final Duration DELAY = Duration.ofMillis(800);

    private final ScriptedListener listener =
            new ScriptedListener(
                    ConnectorUnderTest.peers(1, Duration.ofSeconds(8)), event -> reject(DELAY));

    private static Outcome reject(Duration delay) {
        return new Outcome.Reply(Packet.of(Code.ACCESS_REJECT), delay);
    }

    @Test
    void goOutWhenTheirTimeHasComeAndOnlyThenAnswerDuplicates() throws Exception {
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            byte[] request = nas.encode(Nas.accessRequest("bob"), 7);
            long began = System.nanoTime();
            nas.send(request, server.auth());
            server.awaitCount("replies.delayed-now", 1);
            nas.send(request, server.auth());
            server.awaitCount("duplicates.undecided", 1);
            byte[] reply = nas.receive();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(DELAY);
            assertThat(Nas.answer(reply, request, Nas.SECRET).code()).isEqualTo(Code.ACCESS_REJECT);
            nas.send(request, server.auth());
            assertThat(nas.receive()).isEqualTo(reply);
            assertThat(listener.events()).hasSize(1);
            assertThat(server.count("replies.delayed-now")).isZero();
        }
    }

    @Test
    void doNotKeepOthersWaiting() throws Exception {
        listener.script =
                ScriptedListener.each(
                        event ->
                                listener.events().size() == 1
                                        ? reject(Duration.ofSeconds(60))
                                        : ScriptedListener.accept(event));
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            nas.send(nas.encode(Nas.accessRequest("bob"), 7), server.auth());
            server.awaitCount("replies.delayed-now", 1);

            assertThat(nas.ask(Nas.accessRequest("eve"), 8, server.auth()).code())
                    .isEqualTo(Code.ACCESS_ACCEPT);
        }
    }

    @Test
    void areDroppedWhenTheConnectorCloses() throws Exception {
        listener.script = ScriptedListener.each(event -> reject(Duration.ofSeconds(60)));
        try (Nas nas = new Nas()) {
            ConnectorUnderTest server = new ConnectorUnderTest(listener);
            nas.send(nas.encode(Nas.accessRequest("bob"), 7), server.auth());
            server.awaitCount("replies.delayed-now", 1);
            long began = System.nanoTime();
            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(4));
            assertThat(nas.receive(Duration.ofMillis(300))).isEmpty();
        }
    }
}
