package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private static final List<Long> MANY = LongStream.rangeClosed(1, 1_000).boxed().toList();

    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private final Set<Long> done = ConcurrentHashMap.newKeySet();

    @AfterEach
    void shutDown() {
        executor.shutdownNow();
    }

    @Test
    void twoWorkAtTheSameTimeAndAllIsDoneAtTheReturn() {
        CyclicBarrier pair = new CyclicBarrier(2);

        new Workers(executor, 2)
                .each(
                        MANY,
                        each -> {
                            meet(pair);
                            done.add(each);
                        });

        assertThat(done).containsExactlyInAnyOrderElementsOf(MANY);
    }

    /** Nobody meets where only one is at work. */
    private static void meet(CyclicBarrier pair) {
        try {
            pair.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void notMoreThanSoManyWork() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        new Workers(executor, 3).each(MANY, each -> threads.add(Thread.currentThread()));

        assertThat(threads).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void theCallerDoesAllWhereNoOtherCanBeHad() {
        executor.shutdown();

        new Workers(executor, 4).each(MANY, done::add);

        assertThat(done).hasSize(1_000);
    }

    @Test
    void oneThatEndsEarlyLeavesTheRestToTheOthers() {
        Thread caller = Thread.currentThread();

        new Workers(executor, 2)
                .each(
                        MANY,
                        each -> {
                            if (Thread.currentThread() != caller) {
                                throw new IllegalStateException("one fails");
                            }
                            done.add(each);
                        });

        assertThat(done).hasSizeGreaterThanOrEqualTo(999);
    }
}
