package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Usage that comes at odd times is billed all the same. */
class LateUsageTest {

    private final BillingWorld world =
            BillingWorld.priced("{'usage':[{'name':'Time','time':{'perHour':0.60}}]}", "");

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @Test
    void aCutThatIsMadeAgainByANodeThatIsBehindTakesNothingBack() {
        world.openedAt("2026-01-10T00:00:00Z");
        long january = world.in(e -> new PeriodCloser(e).running(world.contract().id())).get().id();
        world.closeDue("2026-03-01T00:00:00Z");
        Instant now = Instant.parse("2026-03-01T00:00:05Z");
        world.database().run(entities -> new PeriodCloser(entities).cut(january, now));
        PeriodCloser.Result again =
                world.in(entities -> new PeriodCloser(entities).close(january, now));
        assertThat(again).isEqualTo(PeriodCloser.Result.DONE);

        world.session("2026-02-20T10:00:00Z", "2026-02-20T11:00:00Z", 3600);
        world.closeDue("2026-04-01T00:00:00Z");

        assertThat(world.lines())
                .containsExactly("Time, late, of 2026-02-01 to 2026-02-28: 3600 = 0.60");
    }

    @Test
    void whatStoppedBeforeTheFirstPeriodAndComesAfterItsOpeningIsTheFirstPeriods() {
        world.openedAt("2026-02-01T00:00:30Z");

        world.session("2026-01-31T22:59:00Z", "2026-01-31T23:59:00Z", 3600);
        world.closeDue("2026-03-01T00:00:00Z");

        assertThat(world.lines()).containsExactly("Time: 3600 = 0.60");
    }

    @Test
    void aSessionWhoseClocksLetItStopBeforeItBeganIsNotLostAtABoundary() {
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-02-01T00:00:03Z", "2026-01-31T23:59:58Z", 60);

        world.closeDue("2026-02-01T00:00:00Z");
        world.closeDue("2026-03-01T00:00:00Z");

        assertThat(world.lines()).containsExactly("Time: 60 = 0.01");
    }

    @Test
    void aSessionThatStoppedLongBeforeItBeganIsPutAsideAtABoundaryToo() {
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-02-01T00:20:00Z", "2026-01-31T23:50:00Z", 60);

        world.closeDue("2026-02-01T00:00:00Z");

        List<Quarantine.Waiting> waiting =
                world.in(entities -> new Quarantine(entities).waiting(9));
        assertThat(waiting)
                .extracting(Quarantine.Waiting::reason)
                .containsExactly(Implausible.STOPS_BEFORE_START);
    }

    @Test
    void whatAnInvoiceHasOfASessionWithSuchClocksIsNotBilledAgainWhereItsStopIsCorrected() {
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-02-01T00:00:03Z", "2026-01-31T23:59:58Z", 60);
        world.closeDue("2026-02-01T00:00:00Z");

        world.sql(
                "update usage_record set stopped_at = timestamp with time zone"
                        + " '2026-02-01 00:10:00Z', session_seconds = 600");
        world.closeDue("2026-03-01T00:00:00Z");

        assertThat(world.lines()).containsExactly("Time: 60 = 0.01", "Time: 540 = 0.09");
    }
}
