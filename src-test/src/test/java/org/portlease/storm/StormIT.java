package org.portlease.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A brief storm, the same each time, so that a change can be told from chance; {@code
 * -Dportlease.storm.seed=…} makes another.
 */
class StormIT {

    private static final long SEED = 7;

    @Test
    void afterAStormTheBooksOfNasesMasterAndClientsAgree() {
        long seed = Long.getLong("portlease.storm.seed", SEED);
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
