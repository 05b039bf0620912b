package org.portlease.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShedKindTest {

    @Test
    void theLogTellsWhichKindWasShedFirst() {
        assertThat(
                        ShedKind.order(
                                Stream.of(
                                        "12:00:01,000 INFO  ready",
                                        shed(1, "interim"),
                                        shed(1, "access-request"),
                                        shed(4711, "interim"))))
                .containsExactly(ShedKind.INTERIM, ShedKind.ACCESS_REQUEST);
    }

    @Test
    void eachKindHasItsTurn() {
        assertThat(ShedKind.outOfTurn(List.of())).isZero();
        assertThat(ShedKind.outOfTurn(List.of(ShedKind.INTERIM, ShedKind.ACCESS_REQUEST))).isZero();
        assertThat(
                        ShedKind.outOfTurn(
                                List.of(
                                        ShedKind.INTERIM,
                                        ShedKind.START,
                                        ShedKind.ACCESS_REQUEST,
                                        ShedKind.STOP)))
                .isOne();
    }

    private static String shed(int count, String kind) {
        return "12:00:02,000 WARN  [org.portlease.radius] PLRAD0005: Shed "
                + count
                + " request(s) of the kind "
                + kind
                + ": the queue of events is filling up";
    }
}
