package org.portlease.feed;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.provider.Provider;
import org.portlease.provisioning.Principals;
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

    /** How many streams one user may have on one node. */
    public static final int MOST_OF_USER = 8;

    /** How many streams all users of one client provider may have on one node. */
    public static final int MOST_OF_PROVIDER = 4;

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
    @Inject private Principals principals;
    @EJB private DirectoryCache directories;

    private final Seats seats = new Seats();
    private @Nullable Watch watch;
    private long ticks;

    /** What has been told so far. */
    private record Watch(Gaps gaps, PortWatch ports, Alarms alarms, RefusalBursts bursts) {}

    /** Why somebody is told nothing. */
    public enum Refusal {
        NODE_FULL,
        SHARE_USED_UP
    }

    /** Ports in use, and whose they are. */
    private record Ports(
            List<Occupancy.OfProvider> providers, List<Occupancy.OfPop> pops, Owners owners) {}

    /**
     * Begins to tell somebody: how things are, and then what happens.
     *
     * @param after where an earlier stream ended; empty for from now on
     * @return empty where it begins
     */
    public synchronized Optional<Refusal> subscribe(
            FeedListener stream, Listener listener, OptionalLong after, Instant now) {
        Optional<Refusal> refusal = seats.refusal(listener);
        if (refusal.isPresent()) {
            return refusal;
        }
        sessions.listen(now);
        Watch watching = watch;
        if (watching == null) {
            watching = begin(now);
            watch = watching;
        } else {
            tick(watching, now);
        }
        Seat seat = new Seat(stream, listener, now);
        if (after.isPresent()) {
            resume(seat, after.getAsLong(), watching);
        }
        watching.ports().all().forEach(seat::tell);
        watching.alarms().lasting(now).forEach(seat::tell);
        seats.add(seat);
        return Optional.empty();
    }

    private Watch begin(Instant now) {
        Watch begun =
                new Watch(
                        new Gaps(journal.last()),
                        new PortWatch(),
                        new Alarms(nodes.here()),
                        new RefusalBursts());
        look(begun, now);
        begun.alarms().look(conditions.now(begun.bursts(), now), now);
        return begun;
    }

    private List<FeedEvent> look(Watch watching, Instant now) {
        Ports ports =
                Owners.whileInForce(
                        directories,
                        directory ->
                                new Ports(
                                        occupancy.ofProviders(now),
                                        occupancy.ofPops(),
                                        Owners.of(directory)));
        return watching.ports().look(ports.providers(), ports.pops(), ports.owners());
    }

    private void resume(Seat seat, long after, Watch watching) {
        long upTo = watching.gaps().top();
        List<Journal.Entry> missed = journal.between(after, upTo, MOST_HISTORY + 1);
        long first = journal.first();
        if (after > upTo || (after + 1 < first && after < upTo) || missed.size() > MOST_HISTORY) {
            seat.tell(gap("what happened since is not kept any more", watching));
            return;
        }
        tell(seat::tell, missed, watching.gaps());
    }

    private static FeedEvent gap(String reason, Watch watching) {
        return new FeedEvent(
                FeedEvent.GAP, watching.gaps().resume(), null, new FeedEvent.Gap(reason));
    }

    /** Once a second: tells what has happened since. */
    public synchronized void tick(Instant now) {
        seats.forgetGone();
        seats.check(principals::providersOf, now);
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
            seats.tellAll(watching.alarms().look(conditions.now(watching.bursts(), now), now));
        }
        if (ticks % BEAT_EVERY == 0) {
            seats.beat();
        }
    }

    private void tick(Watch watching, Instant now) {
        boolean full = true;
        while (full) {
            Gaps gaps = watching.gaps();
            List<Journal.Entry> news = journal.news(gaps.top(), gaps.missing(), AT_ONCE);
            gaps.read(news.stream().map(Journal.Entry::id).toList(), System.nanoTime());
            tell(seats::tell, news, gaps);
            full = news.size() >= AT_ONCE;
        }
        seats.tellAll(look(watching, now));
    }

    private void tell(Consumer<FeedEvent> to, List<Journal.Entry> entries, Gaps gaps) {
        Directory directory = directories.current();
        for (Journal.Entry entry : entries) {
            to.accept(event(entry, Math.min(entry.id(), gaps.resume()), directory));
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
        Optional<Provider> provider =
                Optional.ofNullable(entry.contract()).flatMap(directory::providerOf);
        return new FeedEvent(
                entry.kind() == SessionEvent.Kind.STARTED ? FeedEvent.STARTED : FeedEvent.ENDED,
                resume,
                provider.map(Provider::id).orElse(null),
                new FeedEvent.SessionTold(
                        java.util.Objects.requireNonNull(entry.lease()),
                        provider.map(Provider::name).orElse(null),
                        entry.contract(),
                        Optional.ofNullable(entry.pop()).flatMap(directory::popName).orElse(null),
                        Optional.ofNullable(entry.nas()).flatMap(directory::nasName).orElse(null),
                        entry.at(),
                        entry.seconds(),
                        entry.cause()));
    }
}
