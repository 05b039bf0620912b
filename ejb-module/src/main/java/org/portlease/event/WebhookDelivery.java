package org.portlease.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Sends events to webhooks: each provider's in their order, each at least once. A few webhooks are
 * sent to at the same time, each in a slot of its own, so that a slow one holds up itself alone. No
 * transaction is open while anything is sent.
 */
@ApplicationScoped
public class WebhookDelivery {

    /** How many webhooks a node sends to at once. */
    static final int SLOTS = 8;

    /** After this many, or this long, another provider of the same webhook has its turn. */
    private static final int EVENTS_A_TURN = 32;

    private static final Duration TURN = Duration.ofSeconds(10);

    private Transactions transactions;
    private WebhookSender sender;
    private Clock clock;
    private final Semaphore free = new Semaphore(SLOTS);
    private final Complaints complaints = new Complaints();
    private final Set<Long> busy = new HashSet<>();

    @SuppressWarnings("NullAway.Init") // for the container's proxy
    protected WebhookDelivery() {}

    @Inject
    public WebhookDelivery(Transactions transactions, WebhookSender sender, Clock clock) {
        this.transactions = transactions;
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * Begins to send what is due, as far as slots are free.
     *
     * @param threads what runs the slots
     */
    public void deliver(Executor threads) {
        open(clock.instant());
        while (free.tryAcquire()) {
            boolean begun = false;
            try {
                begun = begin(threads);
                if (!begun) {
                    return;
                }
            } finally {
                if (!begun) {
                    free.release();
                }
            }
        }
    }

    private void open(Instant now) {
        transactions.run(
                entities -> {
                    new WebhookPositions(entities).open(now);
                    return now;
                });
    }

    private boolean begin(Executor threads) {
        Optional<Parcel> first = claim();
        if (first.isEmpty()) {
            return false;
        }
        try {
            threads.execute(() -> serve(first.get()));
            return true;
        } catch (RejectedExecutionException e) { // the server stops
            release(first.get());
            return false;
        }
    }

    /** One slot's work: turn after turn, until nothing more is due. */
    private void serve(Parcel first) {
        try {
            Optional<Parcel> next = Optional.of(first);
            while (next.isPresent()) {
                turn(next.get());
                next = claim();
            }
        } catch (InterruptedException e) { // the server stops; the claim ends by itself
            Thread.currentThread().interrupt();
        } catch (Exception e) { // a failed commit throws a checked one that nobody declares
            // what was sent without that being noted is sent again when its claim has ended
            complaints.about(e, clock.instant());
        } finally {
            free.release();
        }
    }

    private void turn(Parcel first) throws InterruptedException {
        try {
            Instant end = clock.instant().plus(TURN);
            Optional<Parcel> next = Optional.of(first);
            for (int sent = 1; next.isPresent(); sent++) {
                Parcel parcel = next.get();
                Outcome outcome = sender.send(parcel, clock.instant());
                Instant now = clock.instant();
                boolean goOn = sent < EVENTS_A_TURN && now.isBefore(end);
                next = settle(parcel, outcome, goOn, now);
            }
        } finally {
            release(first);
        }
    }

    private Optional<Parcel> settle(Parcel parcel, Outcome outcome, boolean goOn, Instant now) {
        return transactions.run(
                entities -> new WebhookPositions(entities).settle(parcel, outcome, goOn, now));
    }

    /** One after the other, so that no two slots take events for the same webhook. */
    private synchronized Optional<Parcel> claim() {
        Instant now = clock.instant();
        Optional<Parcel> parcel =
                transactions.run(entities -> new WebhookPositions(entities).claim(busy, now));
        parcel.ifPresent(taken -> busy.add(taken.position().webhookId()));
        return parcel;
    }

    private synchronized void release(Parcel parcel) {
        busy.remove(parcel.position().webhookId());
    }
}
