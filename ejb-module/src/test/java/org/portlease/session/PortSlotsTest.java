package org.portlease.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PortSlotsTest {

    private static final Instant TEN = Instant.parse("2026-04-15T10:00:00Z");
    private static final Instant TWENTY_PAST = Instant.parse("2026-04-15T10:20:00Z");

    private final PortSlots slots = new PortSlots();

    private static Instant minute(int minute) {
        return TEN.plusSeconds(60L * minute);
    }

    @Test
    void whatNeverChangedWasNeverUsed() {
        assertThat(slots.most(TEN, TWENTY_PAST)).containsExactly(0, 0, 0, 0, 0);
    }

    @Test
    void aSlotWithoutAChangeHasWhatTheLastOneLeft() {
        slots.add(minute(5), 7, 3);

        assertThat(slots.most(TEN, TWENTY_PAST)).containsExactly(0, 7, 3, 3, 3);
    }

    @Test
    void whatChangedBeforeTheFirstSlotStaysInUse() {
        slots.add(minute(-60), 9, 2);
        slots.add(minute(-30), 5, 4);
        slots.add(minute(15), 6, 1);

        assertThat(slots.most(TEN, TWENTY_PAST)).containsExactly(4, 4, 4, 6, 1);
    }

    @Test
    void theRunningSlotIsTheLast() {
        slots.add(minute(20), 8, 8);

        assertThat(slots.most(TEN, TWENTY_PAST.plusSeconds(299))).containsExactly(0, 0, 0, 0, 8);
    }

    @Test
    void slotsBeginAtWholeFiveMinutes() {
        assertThat(PortSlots.beginOf(Instant.parse("2026-04-15T10:04:59.999Z"))).isEqualTo(TEN);
        assertThat(PortSlots.beginOf(TEN)).isEqualTo(TEN);
    }
}
