package org.portlease.benchmark;

import java.io.IOException;

/** What is measured in each round: prepared, started, and then again. */
interface Contestant {

    /** Does what a start needs and need not be done again at the next. */
    void prepare() throws IOException, InterruptedException;

    /** Starts its process, and does not wait for it. While it runs, no other does. */
    Running start() throws IOException;

    /** Whether it works on PostgreSQL. */
    default boolean usesDatabase() {
        return false;
    }

    /** What stands in its database after all; "" where it has none. */
    default String leftBehind() {
        return "";
    }
}
