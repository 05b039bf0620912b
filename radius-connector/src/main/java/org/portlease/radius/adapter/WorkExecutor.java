package org.portlease.radius.adapter;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs loops on the container's work manager. {@code startWork} rather than {@code scheduleWork}: a
 * loop that waits for a thread without saying so would be a deaf server.
 */
final class WorkExecutor implements Executor {

    private final WorkManager manager;

    WorkExecutor(WorkManager manager) {
        this.manager = manager;
    }

    @Override
    public void execute(Runnable task) {
        try {
            manager.startWork(new LoopWork(task));
        } catch (WorkException e) {
            throw new RejectedExecutionException("the work manager has no thread for a loop", e);
        }
    }

    /** Loops end by the connector's close, which asks them first; release has nothing to add. */
    private record LoopWork(Runnable task) implements Work {
        @Override
        public void run() {
            task.run();
        }

        @Override
        public void release() {
            // see above
        }
    }
}
