package org.portlease.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final Instant STARTED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Silence MINUTES = new Silence(true, 60, 3, Duration.ofDays(1));

    private final Lease lease =
            Lease.reserve(
                    new UUID(0, 1),
                    Place.ofContract(1, 2, 3),
                    SessionKeys.NONE,
                    null,
                    STARTED,
                    STARTED.plusSeconds(30));

    @Test
    void whoWasSilentWhileNobodyListenedMaySpeakForAsLongAgainAndNoLonger() {
        lease.start(STARTED, SessionKeys.NONE, null);
        lease.heard(STARTED, STARTED, MINUTES);
        Instant listening = STARTED.plusSeconds(100);

        assertThat(lease.hadItsChance(MINUTES, listening, STARTED.plusSeconds(180))).isFalse();
        assertThat(lease.expiresBy(STARTED.plusSeconds(279))).isFalse();
        assertThat(lease.expiresBy(STARTED.plusSeconds(280))).isTrue();
        assertThat(lease.hadItsChance(MINUTES, listening, STARTED.plusSeconds(280))).isTrue();
    }

    @Test
    void whoWasHeardSinceWeListenHasHadItsChance() {
        lease.start(STARTED, SessionKeys.NONE, null);
        lease.heard(STARTED, STARTED, MINUTES);

        assertThat(lease.hadItsChance(MINUTES, STARTED, STARTED.plusSeconds(180))).isTrue();
    }

    @Test
    void whatHasTimeLeftIsSweptAgainWhenThatHasRunOut() {
        lease.grant(STARTED);
        lease.start(STARTED, SessionKeys.NONE, null);
        lease.heard(STARTED, STARTED, MINUTES);
        assertThat(lease.isToBeSweptBy(STARTED.plusSeconds(30))).isTrue();
        assertThat(lease.expiresBy(STARTED.plusSeconds(30))).isFalse();

        lease.sweepWhenExpired();
        assertThat(lease.isToBeSweptBy(STARTED.plusSeconds(179))).isFalse();
        assertThat(lease.isToBeSweptBy(STARTED.plusSeconds(180))).isTrue();
    }

    @Test
    void whatHasLessTimeThanASweepHasSeenIsSweptByThen() {
        var daily = new Silence(false, 60, 3, Duration.ofDays(1));
        lease.start(STARTED, SessionKeys.NONE, null);
        lease.heard(STARTED, STARTED, daily);
        lease.sweepWhenExpired();
        assertThat(lease.isToBeSweptBy(STARTED.plusSeconds(86_399))).isFalse();

        lease.meter(new Metering(60, 0, 0));
        lease.heard(STARTED.plusSeconds(60), STARTED.plusSeconds(60), daily);

        assertThat(lease.isToBeSweptBy(STARTED.plusSeconds(240))).isTrue();
    }
}
