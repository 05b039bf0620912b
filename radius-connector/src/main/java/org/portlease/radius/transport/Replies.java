package org.portlease.radius.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.Outcome;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;

/**
 * Sends decided replies, at once or when their delay is over. Until then the exchange stays
 * undecided to a duplicate. What waits when the connector closes is dropped.
 */
final class Replies {

    /** A flood of what is delayed must not fill the heap; beyond this, replies go out at once. */
    private static final int MOST_WAITING = 16_384;

    private static final Duration IDLE = Duration.ofMillis(200);

    private final Shared shared;
    private final int mostWaiting;
    private final DelayQueue<Waiting> waiting = new DelayQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentMap<Code, LongAdder> replied = new ConcurrentHashMap<>();

    /**
     * @param dueAt a {@link System#nanoTime()}
     */
    private record Waiting(Exchange exchange, Packet packet, long delay, long dueAt)
            implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueAt - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(dueAt - ((Waiting) other).dueAt);
        }
    }

    Replies(Shared shared) {
        this(shared, MOST_WAITING);
    }

    Replies(Shared shared, int mostWaiting) {
        this.shared = shared;
        this.mostWaiting = mostWaiting;
    }

    void reply(Exchange exchange, Outcome.Reply reply) {
        if (reply.delay().isZero()) {
            send(exchange, reply.packet(), 0);
        } else if (count.incrementAndGet() > mostWaiting) {
            count.decrementAndGet();
            shared.counters().count("replies.too-many-to-delay");
            send(exchange, reply.packet(), 0);
        } else {
            long delay = reply.delay().toNanos();
            long dueAt = System.nanoTime() + delay;
            waiting.add(new Waiting(exchange, reply.packet(), delay, dueAt));
        }
    }

    /** Sends what has waited long enough, until the end. */
    void run(BooleanSupplier open) throws InterruptedException {
        while (open.getAsBoolean()) {
            @Nullable Waiting due = waiting.poll(IDLE.toNanos(), TimeUnit.NANOSECONDS);
            if (due != null) {
                count.decrementAndGet();
                send(due.exchange(), due.packet(), due.delay());
            }
        }
    }

    /** How many replies wait for their time. */
    int waiting() {
        return count.get();
    }

    private void send(Exchange exchange, Packet packet, long delayed) {
        byte[] octets;
        try {
            octets =
                    PacketCodec.encodeReply(
                            packet,
                            exchange.request().packet(),
                            exchange.key().identifier(),
                            exchange.authenticator(),
                            exchange.request().peer().secret());
        } catch (RuntimeException e) {
            exchange.abandon("reply-not-encoded");
            notSent("reply-not-encoded", e);
            return;
        }
        try {
            exchange.answer(octets, delayed);
            replied.computeIfAbsent(packet.code(), this::adder).increment();
            exchange.follower().replied(packet);
        } catch (IOException | RuntimeException e) {
            // the reply is kept: the NAS gets it when it asks again
            notSent("reply-not-sent", e);
        }
    }

    /** It shows from the first such reply on. */
    private LongAdder adder(Code reply) {
        return shared.counters().adder("replied." + Counters.label(reply));
    }

    private void notSent(String counter, Exception why) {
        shared.counters().count(counter);
        shared.occasional()
                .say(
                        counter,
                        times -> ConnectorLog.LOG.notSent(times, why.getClass().getSimpleName()));
    }
}
