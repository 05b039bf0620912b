package org.portlease.test.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The clock of a world's servers: runs ahead of the system's, and is only ever set further on. */
public final class WorldClock {

    /** How long a server may go by what it last read from the file. */
    private static final long LOOKED_AT_MILLIS = 80;

    private final Path file;
    private Duration ahead = Duration.ZERO;

    public WorldClock(Path file) {
        this.file = file;
        write();
    }

    /** The file, as the setting PORTLEASE_TEST_CLOCK wants it. */
    public String setting() {
        return file.toString();
    }

    /** What time it is in the world. */
    public synchronized Instant now() {
        return Instant.now().plus(ahead);
    }

    /** Lets that much time pass in the world, and waits until every server has seen it. */
    public synchronized void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + time);
        }
        ahead = ahead.plus(time);
        write();
        try {
            TimeUnit.MILLISECONDS.sleep(LOOKED_AT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Lets time pass until then; none where it is later already. */
    public synchronized void advanceTo(Instant then) {
        Duration missing = Duration.between(now(), then);
        if (!missing.isNegative()) {
            advance(missing);
        }
    }

    /** In one step, so that no server reads half of it. */
    private void write() {
        try {
            Path next = Files.writeString(file.resolveSibling("clock.next"), ahead.toString());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
