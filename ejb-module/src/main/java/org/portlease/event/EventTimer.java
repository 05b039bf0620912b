package org.portlease.event;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Looks each second what is to be delivered, on every node, and each hour what to forget. */
@Singleton
@DependsOn("Startup")
public class EventTimer {

    private static final Duration EVERY_HOUR = Duration.ofHours(1);
    private static final long IDLE_SECONDS = 60;

    @Resource private ManagedThreadFactory threads;
    @Inject private Clock clock;
    @Inject private WebhookDelivery delivery;
    @Inject private EventSweep events;

    private final Complaints complaints = new Complaints();
    private ExecutorService slots;
    private Instant sweptAt = Instant.EPOCH;

    @SuppressWarnings("NullAway.Init") // the container injects, and opens
    protected EventTimer() {}

    /** Threads of its own: those that run timers are few, and a receiver may take its time. */
    @PostConstruct
    void open() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        WebhookDelivery.SLOTS,
                        WebhookDelivery.SLOTS,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        threads);
        pool.allowCoreThreadTimeOut(true);
        slots = pool;
    }

    @PreDestroy
    void close() {
        slots.shutdownNow();
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void everySecond() {
        Instant now = clock.instant();
        try {
            delivery.deliver(slots);
            if (Duration.between(sweptAt, now).compareTo(EVERY_HOUR) >= 0) {
                sweptAt = now;
                events.sweep(now);
            }
        } catch (Exception e) { // a failed commit throws a checked one that nobody declares
            complaints.about(e, now);
        }
    }
}
