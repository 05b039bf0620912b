package org.portlease.benchmark;

import java.util.Optional;

/** A contestant that has been started, until it is closed. */
interface Running extends AutoCloseable {

    /** Its process, once it answers; nothing where it has none. */
    Optional<ProcessHandle> process();

    /** Whether what was started still runs. */
    boolean isAlive();

    @Override
    void close();
}
