package org.portlease.storm;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One thread's timetable: all state of its owner belongs to that thread. */
final class Actor implements AutoCloseable {

    private final ScheduledExecutorService thread;
    private final AtomicInteger planned = new AtomicInteger();
    private volatile @Nullable Throwable fault;

    Actor(String name) {
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread own = new Thread(task, name);
                            own.setDaemon(true);
                            return own;
                        });
    }

    void soon(Runnable task) {
        after(Duration.ZERO, task);
    }

    void after(Duration time, Runnable task) {
        planned.incrementAndGet();
        try {
            Future<?> unused =
                    thread.schedule(() -> run(task), time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            planned.decrementAndGet(); // a datagram that came after the end
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | AssertionError e) {
            fault = e;
        } finally {
            planned.decrementAndGet();
        }
    }

    /**
     * Whether nothing is left to do.
     *
     * @throws AssertionError where something that it did has failed
     */
    boolean isIdle() {
        Throwable thrown = fault;
        if (thrown != null) {
            throw new AssertionError(thrown);
        }
        return planned.get() == 0;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
