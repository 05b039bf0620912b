package org.portlease.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.portlease.feed.FeedEvent;

/** Events go out one after the other, and who does not read them is cut off. */
class EventStreamTest {

    private final List<String> sent = new ArrayList<>();
    private final List<CompletableFuture<Object>> open = new ArrayList<>();
    private boolean slow;
    private boolean closed;
    private final EventStream stream = new EventStream(sink(), sse());

    private static FeedEvent event(int number) {
        return new FeedEvent("session.started", (long) number, null, "of " + number);
    }

    @Test
    void whatIsWrittenAtOnceGoesOutInOrder() {
        for (int i = 0; i < 5_000; i++) {
            stream.tell(event(i));
        }
        stream.beat();

        assertThat(sent).hasSize(5_001);
        assertThat(sent.get(4_999)).contains("4999");
        assertThat(stream.isGone()).isFalse();
    }

    @Test
    void theNextWaitsUntilTheOneBeforeIsWritten() {
        slow = true;
        stream.tell(event(1));
        stream.tell(event(2));
        stream.tell(event(3));
        assertThat(sent).hasSize(1);

        open.get(0).complete("written");
        assertThat(sent).hasSize(2);
        slow = false;
        open.get(1).complete("written");

        assertThat(sent).hasSize(3);
        assertThat(sent.get(2)).contains("3");
    }

    @Test
    void whoReadsTooSlowlyIsCutOff() {
        slow = true;
        for (int i = 0; i <= EventStream.MOST_WAITING; i++) {
            stream.tell(event(i));
        }
        assertThat(stream.isGone()).isFalse();

        stream.tell(event(0));

        assertThat(stream.isGone()).isTrue();
        assertThat(closed).isTrue();
    }

    @Test
    void whoHasLeftIsGone() {
        slow = true;
        stream.tell(event(1));

        open.get(0).completeExceptionally(new IllegalStateException("broken pipe"));

        assertThat(stream.isGone()).isTrue();
        stream.tell(event(2));
        assertThat(sent).hasSize(1);
    }

    private SseEventSink sink() {
        return new SseEventSink() {
            @Override
            public boolean isClosed() {
                return closed;
            }

            @Override
            public CompletionStage<?> send(OutboundSseEvent event) {
                sent.add(String.valueOf(event.getData()));
                CompletableFuture<Object> written = new CompletableFuture<>();
                if (slow) {
                    open.add(written);
                } else {
                    written.complete("written");
                }
                return written;
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    /** Whose events know their data alone. */
    private static Sse sse() {
        return proxy(
                Sse.class,
                (method, argument) -> method.equals("newEventBuilder") ? builder() : argument);
    }

    private static OutboundSseEvent.Builder builder() {
        Object[] data = {"none"};
        OutboundSseEvent.Builder[] self = new OutboundSseEvent.Builder[1];
        self[0] =
                proxy(
                        OutboundSseEvent.Builder.class,
                        (method, argument) -> {
                            if (method.equals("data")) {
                                data[0] = argument;
                            }
                            return method.equals("build")
                                    ? proxy(OutboundSseEvent.class, (name, nothing) -> data[0])
                                    : self[0];
                        });
        return self[0];
    }

    private interface Reply {
        Object to(String method, Object argument);
    }

    private static <T> T proxy(Class<T> type, Reply reply) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                reply.to(method.getName(), arguments == null ? "" : arguments[0])));
    }
}
