package org.portlease.test.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A request that a NAS sent, and what came back. Every answer's authenticators are checked as it
 * arrives; a wrong one fails whoever waits for it. Safe for several threads.
 */
public final class Exchange {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final byte[] octets;
    private final Runnable transmission;
    private final long sentAt = System.nanoTime();
    private final CompletableFuture<WirePacket> first = new CompletableFuture<>();
    private final List<WirePacket> replies = new CopyOnWriteArrayList<>();
    private volatile long answeredAt;

    Exchange(byte[] octets, Consumer<byte[]> transmission) {
        this.octets = octets;
        this.transmission = () -> transmission.accept(octets);
    }

    void arrived(byte[] datagram, byte[] secret) {
        try {
            WirePacket reply = WirePacket.parse(datagram);
            byte[] authenticator = authenticator();
            if (!reply.answers(authenticator, secret)) {
                throw new AssertionError("wrong Response Authenticator: " + reply);
            }
            if (Wire.isSigned(reply.code()) && !reply.signed(authenticator, secret)) {
                throw new AssertionError("no valid Message-Authenticator at its start: " + reply);
            }
            answeredAt = System.nanoTime();
            replies.add(reply);
            first.complete(reply);
        } catch (AssertionError e) {
            first.completeExceptionally(e);
        }
    }

    private byte[] authenticator() {
        return Arrays.copyOfRange(octets, 4, 20);
    }

    /** Whether the datagram is a genuine answer to this request. */
    boolean isAnsweredBy(byte[] datagram, byte[] secret) {
        return datagram.length >= 20 && WirePacket.parse(datagram).answers(authenticator(), secret);
    }

    /** Sends the very same octets again from the same port, as a NAS that heard nothing does. */
    public Exchange resend() {
        transmission.run();
        return this;
    }

    /** Waits for the first answer. */
    public WirePacket reply() {
        return replyWithin(PATIENCE);
    }

    /**
     * @throws AssertionError where none comes in that time, or one that is forged
     */
    public WirePacket replyWithin(Duration patience) {
        try {
            return first.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + patience + " to " + request(), e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Sends it again every second until an answer comes, as a patient NAS would. */
    public WirePacket insist(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            try {
                return first.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                resend();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("no answer within " + patience + " to " + request());
    }

    /** Asserts that no answer comes in that time. */
    public void staysUnanswered(Duration watch) {
        try {
            WirePacket reply = first.get(watch.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("expected silence, but got " + reply);
        } catch (TimeoutException e) {
            assertThat(replies).isEmpty();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Completes with the first answer. */
    public CompletableFuture<WirePacket> future() {
        return first;
    }

    /** All answers so far, those to retransmissions too. */
    public List<WirePacket> replies() {
        return List.copyOf(replies);
    }

    public boolean isAnswered() {
        return first.isDone();
    }

    /** From the first transmission to the last answer so far. */
    public Duration latency() {
        return Duration.ofNanos(answeredAt - sentAt);
    }

    public WirePacket request() {
        return WirePacket.parse(octets);
    }
}
