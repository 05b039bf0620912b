package org.portlease.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.portlease.benchmark.Processes.Cpu;
import org.portlease.benchmark.Processes.Role;

class ReportTest {

    private static final int SECONDS = 10;

    private final Figures figures = new Figures();

    @Test
    void aRowHasTheMedianAndTheRangeOfAllRounds() {
        measured(Entrant.PORTLEASE, Goal.SESSIONS_64, 1, 3000, 8);
        measured(Entrant.PORTLEASE, Goal.SESSIONS_64, 2, 1000, 6);
        measured(Entrant.PORTLEASE, Goal.SESSIONS_64, 3, 2000, 7);

        assertThat(markdown())
                .contains(
                        "| sessions, 64 outstanding | Portlease | 2,000 (1,000..3,000)"
                                + " | 3.50 (3.00..4.00) | 7.00 (6.00..8.00) | 0, 3, 0, 0"
                                + " | 1.50 (1.50..1.50) | - | 0.500 (0.500..0.500) | - | - |");
    }

    @Test
    void accessIsCountedByTheExchange() {
        measured(Entrant.PORTLEASE, Goal.ACCESS_64, 1, 3000, 8);

        assertThat(markdown()).contains("| access, 64 outstanding | Portlease | 9,000");
    }

    @Test
    void aGoalComparesRoundByRound() {
        measured(Entrant.PORTLEASE, Goal.SESSIONS_64, 1, 1600, 8);
        measured(Entrant.FREERADIUS, Goal.SESSIONS_64, 1, 100, 80);
        measured(Entrant.PORTLEASE, Goal.SESSIONS_64, 2, 5600, 20);
        measured(Entrant.FREERADIUS, Goal.SESSIONS_64, 2, 200, 100);

        assertThat(markdown())
                .contains(
                        "| sessions, 64 outstanding: rate, of that of FreeRADIUS | >= 15.0 x"
                                + " | 22.0 (16.0..28.0) | yes |",
                        "| sessions, 64 outstanding: p99, of that of FreeRADIUS | < 0.125 x"
                                + " | 0.150 (0.100..0.200) | no |",
                        "| sessions, 64 outstanding: p99 | < 10.0 ms | 14.0 (8.00..20.0) | no |");
    }

    @Test
    void aGoalThatLacksAFigureWasNotMeasured() {
        measured(Entrant.PORTLEASE, Goal.ACCESS_64, 1, 3000, 8);

        assertThat(markdown())
                .contains(
                        "| access, 64 outstanding: rate, of that of radsecproxy | >= 0.500 x | - |"
                                + " not measured |");
    }

    @Test
    void oneRequestAloneIsTakenWithoutTheClientsServer() {
        measured(Entrant.DIRECT, Goal.ACCESS_ALONE, 1, 3000, 0.5);
        measured(Entrant.FREERADIUS, Goal.ACCESS_ALONE, 1, 3000, 4.5);

        assertThat(markdown())
                .contains(
                        "| access, 1 outstanding | FreeRADIUS | 2.00 (2.00..2.00)"
                                + " | 4.00 (4.00..4.00) |");
    }

    @Test
    void programsGetTheMediansWithoutMarks() {
        measured(Entrant.PORTLEASE, Goal.SESSIONS_64, 1, 3000, 8);
        measured(Entrant.PORTLEASE, Goal.SESSIONS_64, 2, 1000, 6);

        assertThat(report().csv().lines().skip(1))
                .containsExactly(
                        "sessions,64,Portlease,2000.000,1000.000,3000.000,3.500,3.000,4.000,"
                                + "7.000,6.000,8.000,1.500,1.500,1.500,,,,0.500,0.500,0.500,,,,,,");
    }

    @Test
    void theStartIsAGoalToo() {
        figures.started(Entrant.PORTLEASE, 7.5);
        figures.started(Entrant.PORTLEASE, 9.5);

        assertThat(markdown()).contains("first answer | < 8.00 s | 8.50 (7.50..9.50) | no |");
    }

    @Test
    void aCrowdIsComparedWithTheEmptyDatabaseOfItsRound() {
        measured(Entrant.PORTLEASE, Goal.SESSIONS_64, 1, 1000, 8);
        measured(Entrant.MANY_SESSIONS, Goal.SESSIONS_64, 1, 800, 8);
        measured(Entrant.PORTLEASE, Goal.SESSIONS_64, 2, 2000, 8);
        measured(Entrant.MANY_SESSIONS, Goal.SESSIONS_64, 2, 2000, 8);

        assertThat(markdown())
                .contains(
                        "| Portlease, many sessions: sessions, 64 outstanding: rate, of that of the"
                                + " empty database | >= 0.900 x | 0.900 (0.800..1.00) | yes |",
                        "| Portlease, many providers: sessions, 64 outstanding: rate, of that of"
                                + " the empty database | >= 0.900 x | - | not measured |");
    }

    @Test
    void oneRecordThatIsMissingInOneRoundMissesTheGoal() {
        figures.measured(Measure.MISSING, 0);
        figures.measured(Measure.MISSING, 0);
        assertThat(markdown())
                .contains(
                        "| Stops acknowledged, and not recorded | < 1.00 | 0.000 (0.000..0.000)"
                                + " | yes |");

        figures.measured(Measure.MISSING, 2);
        assertThat(markdown())
                .contains(
                        "| Stops acknowledged, and not recorded | < 1.00 | 0.000 (0.000..2.00)"
                                + " | no |");
    }

    @Test
    void aCloseIsComparedWithItsGoal() {
        figures.measured(Measure.CLOSE_MANY, 20_000);

        assertThat(markdown())
                .contains(
                        "| a close of many contracts: sessions billed | >= 50,000 /s |"
                                + " 20,000 (20,000..20,000) | no |");
    }

    @Test
    void whatIsMeasuredBesideTheLoadsHasItsTable() {
        figures.measured(Measure.BYTES_IN_FLIGHT, 5000);
        figures.measured(Measure.BYTES_IN_FLIGHT, 4000);
        figures.note("Portlease, round 1: a note");

        assertThat(markdown())
                .contains(
                        "| heap | live heap, a session in flight | bytes | 4,500 (4,000..5,000) |",
                        "| live heap, a session in flight | < 4,096 bytes | 4,500 (4,000..5,000)"
                                + " | no |",
                        "- Portlease, round 1: a note");
        assertThat(report().measuresCsv().lines())
                .containsExactly(
                        "part,measure,unit,median,min,max",
                        "heap,bytes_in_flight,bytes,4500.000,4000.000,5000.000");
    }

    private void measured(String system, LoadCase load, int round, long rate, double p99) {
        long sessions = rate * SECONDS;
        figures.add(
                new Figure(
                        system,
                        load,
                        round,
                        new LoadResult(
                                SECONDS,
                                sessions,
                                sessions,
                                3 * sessions,
                                p99 / 2,
                                p99,
                                50,
                                0,
                                1,
                                0,
                                0),
                        new Cpu(
                                Map.of(
                                        Role.SERVER,
                                        Duration.ofMillis(1500),
                                        Role.LOAD,
                                        Duration.ofMillis(500)))));
    }

    private String markdown() {
        return report().markdown();
    }

    private Report report() {
        return new Report(figures, List.of("a machine"));
    }
}
