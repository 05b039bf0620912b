package org.portlease.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcLogTest {

    @Test
    void aPauseIsTakenWithWhatIsLeftAndConcurrentWorkIsNone(@TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("gc.log");
        Files.writeString(
                file,
                """
                [8.1s][info][gc] Using G1
                [9.2s][info][gc] GC(3) Pause Young (Normal) (G1 Evacuation Pause) 200M->98M(512M) 4.910ms
                [9.3s][info][gc] GC(4) Concurrent Mark Cycle 81.200ms
                [9.4s][info][gc] GC(4) Pause Remark 120M->110M(512M) 12.000ms
                """);

        assertThat(new GcLog(file).pauses())
                .containsExactly(new GcLog.Pause(98, 4.91), new GcLog.Pause(110, 12));
    }
}
