package org.portlease.trace;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Twice a second, on every node: which requests are to be followed, and storing those that were.
 */
@Singleton
@Startup
@DependsOn("Startup")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TraceWatch {

    private static final long EVERY_MILLIS = 500;
    private static final Duration EVERY_MINUTE = Duration.ofMinutes(1);

    @Resource private ManagedScheduledExecutorService scheduler;
    @Inject private TraceBook book;
    @Inject private ArmedTraces armed;
    @Inject private Clock clock;

    private @Nullable Future<?> looks;
    private Instant forgotAt = Instant.EPOCH;
    private Instant complainedAt = Instant.EPOCH;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected TraceWatch() {}

    @PostConstruct
    void begin() {
        looks =
                scheduler.scheduleWithFixedDelay(
                        this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void end() {
        Future<?> running = looks;
        if (running != null) {
            running.cancel(false);
        }
    }

    /** Stores what has been followed and reads what is armed; any thread may ask for it. */
    public synchronized void look() {
        Instant now = clock.instant();
        try {
            armed.takeUnstored().forEach(book::keep);
            armed.take(book.armed(now));
            if (Duration.between(forgotAt, now).abs().compareTo(EVERY_MINUTE) >= 0) {
                forgotAt = now;
                book.forget(now);
            }
        } catch (Exception e) { // a failed commit throws a checked one that nobody declares
            complain(e, now);
        }
    }

    /** Once a minute at most: without a database each look fails. */
    private void complain(Exception fault, Instant now) {
        if (Duration.between(complainedAt, now).abs().compareTo(EVERY_MINUTE) >= 0) {
            complainedAt = now;
            TraceLog.LOG.watchFailed(fault.getClass().getSimpleName());
        }
        TraceLog.LOG.debug("The watch of traces failed", fault);
    }
}
