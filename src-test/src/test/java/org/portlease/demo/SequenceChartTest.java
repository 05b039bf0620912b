package org.portlease.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceChartTest {

    @Test
    void drawsPacketsSolidAndDecisionsDashed() {
        SequenceChart chart =
                new SequenceChart(
                        "A figure",
                        List.of(
                                new Arrow(
                                        Party.NAS,
                                        Party.PROXY,
                                        false,
                                        "Access-Request #1",
                                        List.of("bob@north.example")),
                                new Arrow(
                                        Party.PROXY,
                                        Party.MASTER,
                                        true,
                                        "Access-Request",
                                        List.of()),
                                new Arrow(
                                        Party.NORTH,
                                        Party.PROXY,
                                        false,
                                        "Access-Accept #9",
                                        List.of())));

        assertThat(chart.lines())
                .containsExactly(
                        "A figure",
                        "",
                        " NAS                                 Portlease (proxy)                   Master          North",
                        "  |                                   |                                   |               |",
                        "  |-- Access-Request #1 ------------->|                                   |               |",
                        "  |   bob@north.example               |                                   |               |",
                        "  |                                   |                                   |               |",
                        "  |                                   | - Access-Request  - - - - - - - ->|               |",
                        "  |                                   |                                   |               |",
                        "  |                                   |<- Access-Accept #9 -------------------------------|",
                        "  |                                   |                                   |               |");
    }
}
