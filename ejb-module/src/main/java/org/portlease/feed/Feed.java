package org.portlease.feed;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.session.Occupancy;
import org.portlease.session.SessionEvent;
import org.portlease.session.SessionFeed;
import org.portlease.upkeep.NodeOverview;

/**
 * Tells those who listen on this node what happens on every node: reads what was noted once a
 * second, for all of them together, and nothing while nobody listens.
 */
@ApplicationScoped
public class Feed {

    /** How many may listen on one node. */
    public static final int MOST_LISTENERS = 32;

    private static final int AT_ONCE = 5_000;
    private static final int MOST_HISTORY = 10_000;
    private static final int CONDITIONS_EVERY = 5; // ticks
    private static final int LISTEN_EVERY = 10;
    private static final int BEAT_EVERY = 15;
    private static final int FORGET_EVERY = 60;

    @Inject private Journal journal;
    @Inject private SessionFeed sessions;
    @Inject private Occupancy occupancy;
    @Inject private Conditions conditions;
    @Inject private NodeOverview nodes;
    @EJB private DirectoryCache directories;

    private final List<Seat> seats = new ArrayList<>();
    private @Nullable Watch watch;
    private long ticks;

    /** What has been told so far. */
    private record Watch(Gaps gaps, PortWatch ports, Alarms alarms, RefusalBursts bursts) {}

    /**
     * Begins to tell somebody: how things are, and then what happens.
     *
     * @param provider whose events alone; empty for everybody's
     * @param after where an earlier stream ended; empty for from now on
     * @return false where too many listen already
     */
    public synchronized boolean subscribe(
            FeedListener listener, Optional<String> provider, OptionalLong after, Instant now) {
        seats.removeIf(seat -> seat.listener().isGone());
        if (seats.size() >= MOST_LISTENERS) {
            return false;
        }
        sessions.listen(now);
        Watch watching = watch;
        if (watching == null) {
            watching = begin(now);
            watch = watching;
        } else {
            tick(watching, now);
        }
        Seat seat = new Seat(listener, provider);
        if (after.isPresent()) {
            resume(seat, after.getAsLong(), watching);
        }
        watching.ports().all().forEach(seat::tell);
        watching.alarms().lasting(now).forEach(seat::tell);
        seats.add(seat);
        return true;
    }

    private Watch begin(Instant now) {
        Watch begun =
                new Watch(
                        new Gaps(journal.last()),
                        new PortWatch(),
                        new Alarms(nodes.here()),
                        new RefusalBursts());
        begun.ports().look(occupancy.ofProviders(now), occupancy.ofPops());
        begun.alarms().look(conditions.now(begun.bursts(), now), now);
        return begun;
    }

    private void resume(Seat seat, long after, Watch watching) {
        long upTo = watching.gaps().top();
        List<Journal.Entry> missed = journal.between(after, upTo, MOST_HISTORY + 1);
        long first = journal.first();
        if (after > upTo || (after + 1 < first && after < upTo) || missed.size() > MOST_HISTORY) {
            seat.tell(gap("what happened since is not kept any more", watching));
            return;
        }
        tell(List.of(seat), missed, watching.gaps());
    }

    private static FeedEvent gap(String reason, Watch watching) {
        return new FeedEvent(
                FeedEvent.GAP, watching.gaps().resume(), null, new FeedEvent.Gap(reason));
    }

    /** Once a second: tells what has happened since. */
    public synchronized void tick(Instant now) {
        seats.removeIf(seat -> seat.listener().isGone());
        ticks++;
        if (ticks % FORGET_EVERY == 0) {
            sessions.forgetOld();
        }
        Watch watching = watch;
        if (watching == null) {
            return;
        }
        if (seats.isEmpty()) {
            watch = null;
            return;
        }
        if (ticks % LISTEN_EVERY == 0) {
            sessions.listen(now);
        }
        tick(watching, now);
        if (ticks % CONDITIONS_EVERY == 0) {
            tellAll(watching.alarms().look(conditions.now(watching.bursts(), now), now));
        }
        if (ticks % BEAT_EVERY == 0) {
            seats.forEach(seat -> seat.listener().beat());
        }
    }

    private void tick(Watch watching, Instant now) {
        boolean full = true;
        while (full) {
            Gaps gaps = watching.gaps();
            List<Journal.Entry> news = journal.news(gaps.top(), gaps.missing(), AT_ONCE);
            gaps.read(news.stream().map(Journal.Entry::id).toList(), System.nanoTime());
            tell(seats, news, gaps);
            full = news.size() >= AT_ONCE;
        }
        tellAll(watching.ports().look(occupancy.ofProviders(now), occupancy.ofPops()));
    }

    private void tellAll(Collection<FeedEvent> events) {
        events.forEach(event -> seats.forEach(seat -> seat.tell(event)));
    }

    private void tell(List<Seat> to, List<Journal.Entry> entries, Gaps gaps) {
        Directory directory = directories.current();
        for (Journal.Entry entry : entries) {
            FeedEvent event = event(entry, Math.min(entry.id(), gaps.resume()), directory);
            to.forEach(seat -> seat.tell(event));
        }
    }

    private static FeedEvent event(Journal.Entry entry, long resume, Directory directory) {
        if (entry.kind() == SessionEvent.Kind.RECORDING) {
            return new FeedEvent(
                    FeedEvent.GAP,
                    resume,
                    null,
                    new FeedEvent.Gap("nobody listened, and nothing was noted before"));
        }
        String provider =
                Optional.ofNullable(entry.contract()).flatMap(directory::providerName).orElse(null);
        return new FeedEvent(
                entry.kind() == SessionEvent.Kind.STARTED ? FeedEvent.STARTED : FeedEvent.ENDED,
                resume,
                provider,
                new FeedEvent.SessionTold(
                        java.util.Objects.requireNonNull(entry.lease()),
                        provider,
                        entry.contract(),
                        Optional.ofNullable(entry.pop()).flatMap(directory::popName).orElse(null),
                        Optional.ofNullable(entry.nas()).flatMap(directory::nasName).orElse(null),
                        entry.at(),
                        entry.seconds(),
                        entry.cause()));
    }
}
