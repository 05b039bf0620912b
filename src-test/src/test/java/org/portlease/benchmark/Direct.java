package org.portlease.benchmark;

import java.util.Optional;

/**
 * Nothing in between: the load asks the client's server itself. What a request takes here is what
 * the load and that server take of every other figure.
 */
final class Direct implements Contestant {

    @Override
    public void prepare() {}

    @Override
    public Running start() {
        return new Nothing();
    }

    /** There is no process that could end. */
    private static final class Nothing implements Running {

        @Override
        public Optional<ProcessHandle> process() {
            return Optional.empty();
        }

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public void close() {}
    }
}
