package org.portlease.web;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.portlease.feed.FeedEvent;
import org.portlease.feed.FeedListener;

/**
 * One stream. An event is sent when the one before has been written; who lets too many wait is cut
 * off. Safe for many threads, of which none waits.
 */
final class EventStream implements FeedListener {

    /** More than a listener is told at once when it comes. */
    static final int MOST_WAITING = 20_000;

    private final SseEventSink sink;
    private final Sse sse;
    private final Queue<OutboundSseEvent> waiting = new ArrayDeque<>();
    private boolean writing;
    private volatile boolean gone;

    EventStream(SseEventSink sink, Sse sse) {
        this.sink = sink;
        this.sse = sse;
    }

    @Override
    public void tell(FeedEvent event) {
        OutboundSseEvent.Builder builder =
                sse.newEventBuilder()
                        .name(event.type())
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(event.data());
        if (event.resume() != null) {
            builder.id(event.resume().toString());
        }
        put(builder.build());
    }

    @Override
    public void beat() {
        put(sse.newEventBuilder().comment("still here").build());
    }

    @Override
    public boolean isGone() {
        return gone || sink.isClosed();
    }

    private void put(OutboundSseEvent event) {
        boolean full;
        synchronized (this) {
            full = waiting.size() >= MOST_WAITING;
            if (!full) {
                waiting.add(event);
            }
        }
        if (full) {
            end();
        } else {
            write();
        }
    }

    private void write() {
        OutboundSseEvent event = next();
        while (event != null) {
            try {
                // where it has been written at once, the loop goes on; else whoever writes it
                Turn turn = new Turn();
                sink.send(event).whenComplete((done, fault) -> written(turn, fault));
                event = turn.isOver() ? next() : null;
            } catch (RuntimeException e) {
                end();
                return;
            }
        }
    }

    /** Whether the writer itself goes on, or who has written for it. */
    private static final class Turn {
        private boolean over;
        private boolean left;

        /** The writer asks: from now on somebody else must go on. */
        synchronized boolean isOver() {
            left = !over;
            return over;
        }

        /**
         * @return whether the writer has left, so that somebody else must go on
         */
        synchronized boolean end() {
            over = true;
            return left;
        }
    }

    private void written(Turn turn, @Nullable Throwable fault) {
        synchronized (this) {
            writing = false;
        }
        if (fault != null) {
            end();
        } else if (turn.end()) {
            write();
        }
    }

    private synchronized @Nullable OutboundSseEvent next() {
        if (writing || gone) {
            return null;
        }
        OutboundSseEvent event = waiting.poll();
        writing = event != null;
        return event;
    }

    @Override
    public void end() {
        gone = true;
        synchronized (this) {
            waiting.clear();
        }
        try {
            sink.close();
        } catch (Exception e) {
            // it is gone either way
            return;
        }
    }
}
