package org.portlease.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Where connector and trade take the time from: the system's clock, or, in tests, one that runs
 * ahead of it by as much as a file says. Safe for many threads.
 */
public final class ServerClock extends Clock {

    private static final Duration LOOKED_AT_EVERY = Duration.ofMillis(50);

    private final Path file;
    private volatile Duration ahead = Duration.ZERO;
    private volatile long lookAt = System.nanoTime();

    private ServerClock(Path file) {
        this.file = file;
    }

    /**
     * @param file a file that holds an ISO 8601 duration ("PT90S"), which may change at any time;
     *     empty for the system's clock
     */
    public static Clock of(Optional<String> file) {
        return file.filter(path -> !path.isBlank())
                .<Clock>map(path -> new ServerClock(Path.of(path)))
                .orElseGet(Clock::systemUTC);
    }

    @Override
    public Instant instant() {
        long now = System.nanoTime();
        if (now - lookAt >= 0) {
            lookAt = now + LOOKED_AT_EVERY.toNanos();
            look();
        }
        return Instant.now().plus(ahead);
    }

    private void look() {
        try {
            ahead = Duration.parse(Files.readString(file).strip());
        } catch (IOException | DateTimeException e) {
            // being written, or not there yet: as it was
            return;
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the server's time is UTC");
    }
}
