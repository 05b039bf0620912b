package org.portlease.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerClockTest {

    @Test
    void isTheSystemsWhereNoFileIsNamed() {
        assertThat(ServerClock.of(Optional.empty())).isEqualTo(Clock.systemUTC());
        assertThat(ServerClock.of(Optional.of(" "))).isEqualTo(Clock.systemUTC());
    }

    @Test
    void runsAheadByWhatTheFileSaysAndFollowsIt(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("ahead");
        Files.writeString(file, "PT1H\n");
        Clock clock = ServerClock.of(Optional.of(file.toString()));

        assertThat(ahead(clock)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        Files.writeString(file, "P1D");
        await(clock, ahead -> ahead.compareTo(Duration.ofHours(23)) > 0);
    }

    @Test
    void staysAheadWhileTheFileIsBeingWritten(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("ahead");
        Files.writeString(file, "PT1H");
        Clock clock = ServerClock.of(Optional.of(file.toString()));
        assertThat(ahead(clock)).isGreaterThan(Duration.ofMinutes(59));
        Files.writeString(file, "PT");
        // longer than it goes without a look at the file
        long end = System.nanoTime() + Duration.ofMillis(150).toNanos();
        while (System.nanoTime() - end < 0) {
            assertThat(ahead(clock)).isGreaterThan(Duration.ofMinutes(59));
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Test
    void isTheSystemsUntilThereIsAFile(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("later");
        Clock clock = ServerClock.of(Optional.of(file.toString()));
        assertThat(ahead(clock)).isLessThan(Duration.ofMinutes(1));
        Files.writeString(file, "PT1H");

        await(clock, ahead -> ahead.compareTo(Duration.ofMinutes(59)) > 0);
    }

    private static Duration ahead(Clock clock) {
        return Duration.between(Instant.now(), clock.instant());
    }

    private static void await(Clock clock, Predicate<Duration> ahead) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!ahead.test(ahead(clock))) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
