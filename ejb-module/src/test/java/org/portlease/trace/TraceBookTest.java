package org.portlease.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;
import org.portlease.secret.KeyRing;
import org.portlease.setup.TestDatabase;

/** Orders to follow requests, and what was followed, in the database and in a node's memory. */
class TraceBookTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final long NAS = 7;
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final TestDatabase database = new TestDatabase();
    private final KeyRing keys = new KeyRing(new SecretKeySpec(new byte[32], "AES"));
    private final ArmedTraces node = new ArmedTraces(keys);
    private final ArmedTraces otherNode = new ArmedTraces(keys);

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private void inBook(Consumer<TraceBook> work) {
        database.run(entities -> work.accept(new TraceBook(entities, "a")));
    }

    private TraceOrder armed(TraceFilter filter, int most) {
        TraceOrder order = TraceOrder.arm(filter, most, HALF_AN_HOUR, "admin", "ticket 4711", NOW);
        inBook(book -> book.arm(order));
        look();
        return order;
    }

    private void look() {
        for (ArmedTraces each : List.of(node, otherNode)) {
            inBook(book -> each.takeUnstored().forEach(book::keep));
        }
        for (ArmedTraces each : List.of(node, otherNode)) {
            inBook(book -> each.take(book.armed(NOW)));
        }
    }

    private List<RequestTrace> traces(UUID order, Instant at) {
        List<RequestTrace> found = new ArrayList<>();
        inBook(book -> found.addAll(book.traces(order, at)));
        return found;
    }

    private static void end(TraceNotes notes) {
        notes.note(TraceLeg.of("received", NOW, "nas", "Berlin"));
        notes.end(TraceLeg.of("replied", NOW.plusNanos(1_234_567), "code", "X"), "ACCESS_ACCEPT");
    }

    private boolean follows(ArmedTraces at, String name, String station) {
        return at.follow(NAS, name, station, NOW).map(TraceNotes::order).isPresent();
    }

    @Test
    void whoIsMeantIsKnownByNormalisedHashesAlone() {
        armed(TraceFilter.of(keys, null, " Bob@North.example", "+49 (30) 55-01"), 5);

        assertThat(follows(node, "bob@NORTH.example", "493055.01")).isTrue();
        assertThat(follows(node, "bob@north.example", "49305502")).isFalse();
        assertThat(follows(node, "rob@north.example", "49305501")).isFalse();
        assertThat(node.follow(NAS, null, null, NOW)).isEmpty();
        assertThat(TraceFilter.of(keys, null, "bob", null).toString()).doesNotContain("bob");
    }

    @Test
    void aNasMeansThatNasAlone() {
        armed(TraceFilter.of(keys, NAS, null, null), 5);

        assertThat(follows(node, "x", "y")).isTrue();
        assertThat(node.follow(NAS + 1, "x", "y", NOW)).isEmpty();
    }

    @Test
    void aFilterThatMeansEverybodyIsRefused() {
        assertThatThrownBy(() -> TraceFilter.of(keys, null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a NAS, a user name or a calling station");
    }

    @Test
    void whatWasFollowedCanBeReadForAnHour() {
        UUID order = armed(TraceFilter.of(keys, NAS, null, null), 5).id();
        end(node.follow(NAS, "x", "y", NOW).orElseThrow());

        look();

        RequestTrace trace = traces(order, NOW).get(0);
        assertThat(trace.outcome()).isEqualTo("ACCESS_ACCEPT");
        assertThat(trace.node()).isEqualTo("a");
        assertThat(trace.legs())
                .containsExactly(
                        TraceLeg.of("received", NOW, "nas", "Berlin"),
                        TraceLeg.of("replied", NOW.plusNanos(1_234_000), "code", "X"));
        assertThat(traces(order, NOW.plus(Duration.ofMinutes(59)))).hasSize(1);
        assertThat(traces(order, NOW.plus(Duration.ofMinutes(60)))).isEmpty();
        inBook(book -> book.forget(NOW.plus(Duration.ofHours(3))));
        assertThat(page(10, Optional.empty(), Optional.empty()).items()).isEmpty();
    }

    private Page<UUID> page(int limit, Optional<String> after, Optional<String> sort) {
        PageRequest request = new PageRequest(limit, after, sort);
        return database.inTransaction(
                entities -> new TraceBook(entities, "a").orders(request).map(TraceOrder::id));
    }

    @Test
    void ordersAreListedPageByPageTheNewestFirst() {
        List<UUID> oldestFirst = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            TraceOrder order =
                    TraceOrder.arm(
                            TraceFilter.of(keys, NAS, null, null),
                            1,
                            HALF_AN_HOUR,
                            "admin",
                            "ticket 4711",
                            NOW.plusSeconds(i));
            inBook(book -> book.arm(order));
            oldestFirst.add(order.id());
        }

        Page<UUID> first = page(2, Optional.empty(), Optional.empty());
        assertThat(first.items()).containsExactly(oldestFirst.get(2), oldestFirst.get(1));
        Page<UUID> second = page(2, first.next(), Optional.empty());
        assertThat(second.items()).containsExactly(oldestFirst.get(0));
        assertThat(second.next()).isEmpty();
        assertThat(page(3, Optional.empty(), Optional.of("armedAt")).items())
                .isEqualTo(oldestFirst);
    }

    @Test
    void nodesTogetherFollowNoMoreThanWereAskedFor() {
        UUID order = armed(TraceFilter.of(keys, NAS, null, null), 1).id();
        end(node.follow(NAS, "x", "y", NOW).orElseThrow());
        assertThat(follows(node, "x", "y")).as("this node has its one").isFalse();
        end(otherNode.follow(NAS, "x", "y", NOW).orElseThrow());

        look();

        assertThat(traces(order, NOW)).hasSize(1);
        assertThat(node.isEmpty()).isTrue();
        assertThat(otherNode.isEmpty()).isTrue();
    }

    @Test
    void aRequestThatIsDecidedAgainCountsOnce() {
        armed(TraceFilter.of(keys, NAS, null, null), 1);

        assertThat(follows(node, "x", "y")).as("its batch met a conflict").isTrue();
        assertThat(follows(node, "x", "y")).isTrue();
    }

    @Test
    void whatIsDisarmedOrOverFollowsNobody() {
        TraceOrder order = armed(TraceFilter.of(keys, NAS, null, null), 5);
        assertThat(node.follow(NAS, "x", "y", NOW.plus(HALF_AN_HOUR))).isEmpty();

        inBook(book -> assertThat(book.disarm(order.id(), NOW)).isTrue());
        look();

        assertThat(node.isEmpty()).isTrue();
        inBook(book -> assertThat(book.disarm(UUID.randomUUID(), NOW)).isFalse());
    }

    @Test
    void thereAreOnlySoManyOrdersAtOnce() {
        for (int i = 0; i < TraceBook.MOST_ARMED; i++) {
            armed(TraceFilter.of(keys, NAS, null, null), 1);
        }

        assertThatThrownBy(() -> armed(TraceFilter.of(keys, NAS, null, null), 1))
                .isInstanceOf(TraceBook.TooManyException.class)
                .hasMessageContaining("disarm one first");
    }

    @Test
    void whatDoesNotFitIsLeftOut() {
        UUID order = armed(TraceFilter.of(keys, NAS, null, null), 1).id();
        TraceNotes notes = node.follow(NAS, "x", "y", NOW).orElseThrow();
        for (int i = 0; i < 100; i++) {
            notes.note(TraceLeg.of("sent", NOW, "packet", "x".repeat(10_000)));
        }
        notes.end(TraceLeg.of("replied", NOW), "ACCESS_ACCEPT");

        look();

        assertThat(traces(order, NOW).get(0).legs()).hasSizeBetween(10, 60);
    }
}
