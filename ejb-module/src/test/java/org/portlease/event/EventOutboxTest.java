package org.portlease.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventOutboxTest {

    private final EventFixture fixture = new EventFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anEventsPayloadSaysWhatHappenedToWhomAndWhen() {
        fixture.publish(fixture.north, EventType.CREDIT_NOTE_ISSUED);

        Event event = fixture.events().get(0);
        assertThat(Json.createReader(new StringReader(event.payload())).readObject())
                .isEqualTo(
                        Json.createObjectBuilder()
                                .add("id", event.id().toString())
                                .add("type", "credit_note.issued")
                                .add("provider", "North")
                                .add("sequence", 1)
                                .add("at", "2026-04-15T10:00:00Z")
                                .add("data", EventFixture.DATA)
                                .build());
    }

    @Test
    void idsRiseWithTime() {
        fixture.publish(fixture.north, 1);
        fixture.pass(Duration.ofMillis(1));
        fixture.publish(fixture.north, 1);

        List<String> ids = fixture.events().stream().map(event -> event.id().toString()).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(fixture.events().get(0).id().version()).isEqualTo(7);
        assertThat(fixture.events().get(0).id().variant()).isEqualTo(2);
    }

    @Test
    void eachProviderHasASequenceOfItsOwn() {
        fixture.publish(fixture.north, 2);
        fixture.publish(fixture.south, 1);

        assertThat(fixture.events()).extracting(Event::sequence).containsExactly(1L, 2L, 1L);
    }

    @Test
    void aTransactionThatIsRolledBackPublishesNothingAndLeavesNoGap() {
        fixture.publish(fixture.north, 1);
        assertThatThrownBy(
                        () ->
                                fixture.database.run(
                                        entities -> {
                                            new EventOutbox(entities)
                                                    .publish(
                                                            EventType.PERIOD_CLOSED,
                                                            fixture.north.id(),
                                                            fixture.now,
                                                            EventFixture.DATA);
                                            entities.flush();
                                            throw new IllegalStateException("rolled back");
                                        }))
                .hasMessage("rolled back");
        fixture.publish(fixture.north, 1);

        assertThat(fixture.events()).extracting(Event::sequence).containsExactly(1L, 2L);
        assertThat(fixture.events()).extracting(Event::type).containsOnly(EventType.INVOICE_ISSUED);
    }

    /** The first two open the stream at the same time; then each waits for the one before it. */
    @Test
    void manyThatPublishAtOnceLeaveNoGapAndNoTwin() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> publishing = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                publishing.add(threads.submit(() -> fixture.publish(fixture.north, 10)));
            }
            for (Future<?> each : publishing) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(fixture.events())
                .extracting(Event::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void anEventOfNobodyIsRefused() {
        assertThatThrownBy(
                        () ->
                                fixture.database.run(
                                        entities ->
                                                new EventOutbox(entities)
                                                        .publish(
                                                                EventType.PERIOD_CLOSED,
                                                                99,
                                                                fixture.now,
                                                                EventFixture.DATA)))
                .hasMessage("expected the id of a provider, but there is none with id 99");
    }

    @Test
    void anEventThatIsTooLongIsRefused() {
        var data = Json.createObjectBuilder().add("text", "x".repeat(16_000)).build();

        assertThatThrownBy(
                        () ->
                                fixture.database.run(
                                        entities ->
                                                new EventOutbox(entities)
                                                        .publish(
                                                                EventType.PERIOD_CLOSED,
                                                                fixture.north.id(),
                                                                fixture.now,
                                                                data)))
                .hasMessageContaining("at most 16000 characters, but period.closed has 16");
    }
}
