package org.portlease.test.world;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A world that starts once a run; where it could not, every scenario in it fails at once. */
public final class Once<W> {

    private @Nullable W world;
    private @Nullable Throwable fault;

    public synchronized W get(Supplier<W> start) {
        if (fault != null) {
            throw new AssertionError("the world did not start before", fault);
        }
        W started = world;
        if (started == null) {
            try {
                started = start.get();
            } catch (RuntimeException | AssertionError e) {
                fault = e;
                throw e;
            }
            world = started;
        }
        return started;
    }
}
