package org.portlease.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;

/**
 * A few workers for much of the same. The caller is one of them, so that all is done though the
 * executor has no thread to spare.
 */
final class Workers {

    private final ExecutorService executor;
    private final int most;

    /**
     * @param most workers at once, with the caller
     */
    Workers(ExecutorService executor, int most) {
        this.executor = executor;
        this.most = most;
    }

    /**
     * Does the work for each, and returns when all is done.
     *
     * @param work throws nothing: what it throws ends its worker, and the others do the rest
     */
    void each(List<Long> all, LongConsumer work) {
        Queue<Long> waiting = new ConcurrentLinkedQueue<>(all);
        Runnable worker =
                () -> {
                    for (Long next = waiting.poll(); next != null; next = waiting.poll()) {
                        work.accept(next);
                    }
                };
        List<Future<?>> others = new ArrayList<>();
        for (int i = 1; i < Math.min(most, all.size()); i++) {
            begin(worker).ifPresent(others::add);
        }
        try {
            worker.run();
        } finally {
            others.forEach(Workers::await);
        }
    }

    private Optional<Future<?>> begin(Runnable worker) {
        try {
            return Optional.of(executor.submit(worker));
        } catch (RejectedExecutionException e) {
            BillingLog.LOG.debug("No other worker can be had", e);
            return Optional.empty();
        }
    }

    private static void await(Future<?> worker) {
        try {
            worker.get();
        } catch (ExecutionException e) {
            BillingLog.LOG.debug("A worker has ended early", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
