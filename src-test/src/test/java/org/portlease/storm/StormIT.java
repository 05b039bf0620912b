package org.portlease.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A brief storm; {@code -Dportlease.storm.seed=…} repeats one. */
class StormIT {

    @Test
    void afterAStormTheBooksOfNasesMasterAndClientsAgree() {
        long seed = Storm.seed();
        Findings findings =
                new Storm(
                                seed,
                                StormSize.brief(),
                                Path.of(System.getProperty("portlease.server")),
                                Path.of(System.getProperty("portlease.work")).resolve("storm"),
                                System.out)
                        .run();

        assertThat(findings)
                .as("what does not agree with -Dportlease.storm.seed=%d", seed)
                .matches(Findings::isEmpty, "nothing");
    }
}
