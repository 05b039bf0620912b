package org.portlease.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.outbound.Disconnection.Answer;
import org.portlease.setup.TestDatabase;

/** A session is asked to be disconnected once, until its NAS answers or has kept silent thrice. */
class DisconnectionsTest {

    private static final UUID LEASE = new UUID(1, 1);
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final TestDatabase database = new TestDatabase();

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void aLeaseIsAskedForOnce() {
        assertThat(ask()).isTrue();
        assertThat(ask()).isFalse();
        assertThat(claim(NOW)).singleElement().extracting(Disconnection::leaseId).isEqualTo(LEASE);
        assertThat(claim(NOW)).as("while it is under way").isEmpty();
    }

    @Test
    void anAnswerEndsItAndErasesWhatTellsTheSubscriber() {
        ask();
        UUID id = claim(NOW).get(0).id();
        database.run(entities -> new Disconnections(entities).answered(id, Answer.NAK, 503, NOW));
        assertThat(only())
                .satisfies(
                        done -> {
                            assertThat(done.answer()).contains(Answer.NAK);
                            assertThat(done.errorCause()).contains(503);
                            assertThatThrownBy(done::likeness)
                                    .isInstanceOf(NullPointerException.class);
                        });
        assertThat(claim(NOW.plusSeconds(3600))).isEmpty();
        assertThat(ask()).isFalse();
    }

    @Test
    void silenceIsTriedThreeTimesWithPauses() {
        ask();
        Instant at = NOW;
        for (int pause : new int[] {10, 20}) {
            silence(claim(at).get(0), at);
            assertThat(claim(at.plusSeconds(pause - 1))).isEmpty();
            at = at.plusSeconds(pause);
        }
        assertThat(only().answer()).isEmpty();
        silence(claim(at).get(0), at);
        assertThat(only().answer()).contains(Answer.SILENCE);
        assertThat(claim(at.plusSeconds(3600))).isEmpty();
    }

    @Test
    void anAnswerAfterTheLastSilenceChangesNothing() {
        ask();
        Disconnection claimed = claim(NOW).get(0);
        database.run(
                entities ->
                        new Disconnections(entities).answered(claimed.id(), Answer.ACK, null, NOW));
        silence(claimed, NOW);
        assertThat(only().answer()).contains(Answer.ACK);
    }

    private boolean ask() {
        return database.inTransaction(
                entities ->
                        new Disconnections(entities)
                                .ask(LEASE, 3, "SUSPENDED", new byte[] {1}, "192.0.2.1", NOW));
    }

    private List<Disconnection> claim(Instant now) {
        return database.inTransaction(entities -> new Disconnections(entities).claimDue(now, 10));
    }

    private void silence(Disconnection claimed, Instant now) {
        database.run(entities -> new Disconnections(entities).unanswered(claimed.id(), now));
    }

    private Disconnection only() {
        return database.inTransaction(
                entities ->
                        entities.createQuery("select d from Disconnection d", Disconnection.class)
                                .getSingleResult());
    }
}
