package org.portlease.scenario;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Exchange;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Await;

/**
 * Many subscribers behind one patient NAS: each asks, starts, and every other one stops. What is
 * not answered is sent again every second, until it is. What was answered is counted.
 */
final class Crowd implements AutoCloseable {

    private static final int OUTSTANDING = 128;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final TestNas nas;
    private final String userName;
    private final String password;
    private final Semaphore places = new Semaphore(OUTSTANDING);
    private final Set<Exchange> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService patience = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong accepts = new AtomicLong();
    private final AtomicLong rejects = new AtomicLong();
    private final AtomicLong starts = new AtomicLong();
    private final AtomicLong stops = new AtomicLong();
    private volatile @Nullable Throwable fault;

    Crowd(TestNas nas, String userName, String password) {
        this.nas = nas;
        this.userName = userName;
        this.password = password;
        Future<?> unused =
                patience.scheduleAtFixedRate(
                        () -> waiting.forEach(Exchange::resend), 1, 1, TimeUnit.SECONDS);
    }

    /** Lets that many subscribers come, as fast as they are served. */
    void come(int subscribers) {
        for (int i = 0; i < subscribers && fault == null; i++) {
            places.acquireUninterruptibly();
            boolean stays = i % 2 == 0;
            Session session = Session.of(userName, password);
            CompletableFuture<?> unused =
                    live(session, stays)
                            .whenComplete(
                                    (done, thrown) -> {
                                        if (thrown != null) {
                                            fault = thrown;
                                        }
                                        places.release();
                                    });
        }
    }

    private CompletableFuture<?> live(Session session, boolean stays) {
        return ask(session.access())
                .thenCompose(
                        reply -> {
                            if (reply.code() != Wire.ACCESS_ACCEPT) {
                                rejects.incrementAndGet();
                                return CompletableFuture.completedFuture(reply);
                            }
                            accepts.incrementAndGet();
                            session.accepted(reply);
                            return account(session.start(), starts)
                                    .thenCompose(
                                            started ->
                                                    stays
                                                            ? CompletableFuture.completedFuture(
                                                                    started)
                                                            : account(session.stop(1), stops));
                        });
    }

    private CompletableFuture<WirePacket> account(Draft draft, AtomicLong count) {
        return ask(draft)
                .thenApply(
                        reply -> {
                            count.incrementAndGet();
                            return reply;
                        });
    }

    private CompletableFuture<WirePacket> ask(Draft draft) {
        Exchange exchange = nas.send(draft);
        waiting.add(exchange);
        return exchange.future().whenComplete((reply, thrown) -> waiting.remove(exchange));
    }

    /** Waits until that many requests have been answered. */
    void reach(long requests) {
        await(requests + " answers", () -> requests() >= requests);
    }

    /** Waits until everybody has been served. */
    void settle() {
        await("the last answers", () -> places.availablePermits() == OUTSTANDING);
    }

    private void await(String what, BooleanSupplier condition) {
        Await.until(what, PATIENCE, () -> fault != null || condition.getAsBoolean());
        Throwable thrown = fault;
        if (thrown != null) {
            throw new AssertionError(thrown);
        }
    }

    long accepts() {
        return accepts.get();
    }

    long rejects() {
        return rejects.get();
    }

    long starts() {
        return starts.get();
    }

    long stops() {
        return stops.get();
    }

    long requests() {
        return accepts() + rejects() + starts() + stops();
    }

    @Override
    public void close() {
        patience.shutdownNow();
    }
}
