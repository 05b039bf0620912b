package org.portlease.benchmark;

import java.io.IOException;
import java.util.Optional;

/**
 * What is measured in each round: prepared, started, closed, and then again. While it runs, no
 * other does.
 */
interface Contestant extends AutoCloseable {

    /** Does what a start needs and need not be done again at the next. */
    void prepare() throws IOException, InterruptedException;

    /** Starts the process, and does not wait for it. */
    void start() throws IOException;

    /** Whether what was started still runs. */
    default boolean isAlive() {
        return process().filter(ProcessHandle::isAlive).isPresent();
    }

    /** Its process, once it answers. */
    Optional<ProcessHandle> process();

    /** Whether it works on PostgreSQL. */
    default boolean usesDatabase() {
        return false;
    }

    /** What stands in its database after all; "" where it has none. */
    default String leftBehind() {
        return "";
    }

    @Override
    void close();
}
