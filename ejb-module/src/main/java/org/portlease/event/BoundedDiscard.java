package org.portlease.event;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads an answer's body and forgets it; one that is too long is not read to its end. */
final class BoundedDiscard implements BodySubscriber<Boolean> {

    private static final long MOST_OCTETS = 65_536;

    private final CompletableFuture<Boolean> read = new CompletableFuture<>();
    private @Nullable Subscription subscription;
    private long octets;

    /** Whether it was read to its end. */
    @Override
    public CompletionStage<Boolean> getBody() {
        return read;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        octets += part.stream().mapToLong(ByteBuffer::remaining).sum();
        if (subscription == null) {
            throw new IllegalStateException("expected a subscription before a body");
        }
        if (octets > MOST_OCTETS) {
            subscription.cancel();
            read.complete(false);
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable fault) {
        read.complete(false);
    }

    @Override
    public void onComplete() {
        read.complete(true);
    }
}
