package org.portlease.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventSweepTest {

    private static final Duration LONG = Duration.ofDays(90).plusSeconds(1);
    private static final int BROKEN = 500;

    private final EventFixture fixture = new EventFixture();
    private final WebhookReceiver receiver = new WebhookReceiver();

    @AfterEach
    void close() {
        receiver.close();
        fixture.close();
    }

    private void sweep() {
        new EventSweep(fixture.database::inTransaction).sweep(fixture.now);
    }

    @Test
    void anOldEventThatAllHaveGotIsForgotten() {
        fixture.register(receiver, null);
        fixture.publish(fixture.north, 1);
        fixture.deliver();
        fixture.pass(LONG.minusSeconds(2));
        sweep();
        assertThat(fixture.events()).hasSize(1);

        fixture.pass(Duration.ofSeconds(2));
        fixture.publish(fixture.north, 1);
        sweep();
        assertThat(fixture.events()).extracting(Event::sequence).containsExactly(2L);
    }

    @Test
    void anOldEventThatAnActiveWebhookHasNotGotStays() {
        fixture.register(receiver, fixture.north);
        receiver.answers(event -> event.sequence() == 2 ? BROKEN : 200);
        fixture.publish(fixture.north, 3);
        fixture.publish(fixture.south, 1); // which nobody is to get
        fixture.deliver();
        fixture.pass(LONG);
        sweep();

        assertThat(fixture.events()).extracting(Event::sequence).containsExactly(2L, 3L);
    }

    @Test
    void anEventThatNoNodeHasLookedAtYetStays() {
        fixture.register(receiver, null);
        fixture.publish(fixture.north, 1);
        fixture.pass(LONG);
        sweep();

        assertThat(fixture.events()).hasSize(1);
    }

    /** It goes on with what there is still. */
    @Test
    void aWebhookThatIsNotActiveKeepsNothing() {
        Webhook webhook = fixture.register(receiver, fixture.north);
        fixture.publish(fixture.north, 1);
        fixture.database.run(entities -> entities.find(Webhook.class, webhook.id()).deactivate());
        fixture.pass(LONG);
        fixture.publish(fixture.north, 1);
        sweep();
        fixture.database.run(entities -> entities.find(Webhook.class, webhook.id()).activate());
        fixture.deliver();

        assertThat(receiver.places()).containsExactly("North 2");
    }

    @Test
    void moreThanOneRoundHoldsIsForgottenToo() {
        fixture.database.run(
                entities -> {
                    EventOutbox outbox = new EventOutbox(entities);
                    for (int i = 0; i < 1001; i++) {
                        outbox.publish(
                                EventType.PERIOD_CLOSED,
                                fixture.north.id(),
                                fixture.now,
                                EventFixture.DATA);
                    }
                });
        fixture.pass(LONG);
        sweep();

        assertThat(fixture.events()).isEmpty();
    }
}
