package org.portlease.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.portlease.storm.StormPlan.Fault;
import org.portlease.storm.StormPlan.Victim;

class StormPlanTest {

    private static final int HOME_SERVERS = 5;

    @Test
    void theSeedRepeatsThePlan() {
        StormPlan plan = StormPlan.of(7, StormSize.brief(), HOME_SERVERS);

        assertThat(plan).isEqualTo(StormPlan.of(7, StormSize.brief(), HOME_SERVERS));
        assertThat(plan.nases())
                .isNotEqualTo(StormPlan.of(8, StormSize.brief(), HOME_SERVERS).nases());
    }

    @Test
    void theBriefestStormHasEveryKindOfFault() {
        for (long seed = 0; seed < 50; seed++) {
            StormPlan plan = StormPlan.of(seed, StormSize.brief(), HOME_SERVERS);
            Set<Victim> victims =
                    plan.faults().stream()
                            .map(Fault::victim)
                            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Victim.class)));

            assertThat(victims).contains(Victim.DATABASE).hasSizeGreaterThan(1);
            assertThat(plan.silences()).allSatisfy(each -> assertThat(each).isNotEmpty());
            assertThat(plan.nases()).anySatisfy(nas -> assertThat(nas.reboots()).isNotEmpty());
        }
    }

    @Test
    void aLongStormHasThousandsOfSessions() {
        StormPlan plan = StormPlan.of(1, StormSize.of(Duration.ofMinutes(30)), HOME_SERVERS);

        assertThat(plan.nases().stream().mapToInt(StormPlanTest::visits).sum())
                .isGreaterThan(10_000);
    }

    private static int visits(NasPlan nas) {
        return nas.callers().stream().mapToInt(visits -> visits.size()).sum();
    }
}
