package org.portlease.radius.delivery;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.portlease.radius.transport.ConnectorLog;
import org.portlease.radius.transport.Loop;
import org.portlease.radius.transport.Occasional;

/**
 * The threads of the connector: begins loops on somebody else's threads, begins a failed one again,
 * and ends them all. To end, loops are asked first and interrupted late, because an interrupt in
 * the middle of a statement can cost an embedded database its file.
 */
final class Loops {

    private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Executor executor;
    private final Occasional occasional;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private int running;

    Loops(Executor executor, Occasional occasional) {
        this.executor = executor;
        this.occasional = occasional;
    }

    boolean isEnding() {
        return ending.getCount() == 0;
    }

    /** Waits, but not longer than until the end. */
    void pause(Duration duration) throws InterruptedException {
        ending.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    void begin(Loop loop) {
        synchronized (this) {
            if (isEnding()) {
                return;
            }
            running++;
        }
        try {
            executor.execute(() -> run(loop));
        } catch (RuntimeException e) {
            ended();
            throw e;
        }
    }

    private void run(Loop loop) {
        threads.add(Thread.currentThread());
        try {
            while (!isEnding() && !returned(loop)) {
                pause(PAUSE_AFTER_FAULT);
            }
        } catch (InterruptedException e) {
            // the end; the thread goes back to its pool without the mark
            return;
        } finally {
            threads.remove(Thread.currentThread());
            ended();
        }
    }

    private boolean returned(Loop loop) throws InterruptedException {
        try {
            loop.body().run();
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | Error failure) {
            if (!isEnding()) {
                occasional.say(
                        loop.name(),
                        count ->
                                ConnectorLog.LOG.loopFailed(
                                        loop.name(), BatchFault.describe(failure)));
            }
            return false;
        }
    }

    private synchronized void ended() {
        running--;
        notifyAll();
    }

    /** Tells the loops to end. */
    synchronized void end() {
        ending.countDown();
    }

    /** Waits until they have, and interrupts those that take too long. */
    void join() throws InterruptedException {
        if (!awaitNoneRunning()) {
            threads.forEach(Thread::interrupt);
            awaitNoneRunning();
        }
    }

    private synchronized boolean awaitNoneRunning() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (running > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
