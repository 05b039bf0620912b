package org.portlease.billing;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.BillingCycle.Length;

/** A random contract with random sessions, and when what of them becomes known. */
final class BillingCase {

    /** What happens. */
    enum What {
        OPEN,
        REPORT,
        STOP,
        SETTLE,
        PORTS,
        CHARGE,
        DECIDE
    }

    /** What is told of a session, or a number in its seconds. */
    record Piece(Instant start, Instant stop, long seconds, long input, long output) {}

    record Fact(Instant at, What what, int session, Piece piece) {}

    /** What its price depends on. */
    record Kind(boolean rural, boolean burst, @Nullable Integer portType) {}

    private static final List<String> ZONES =
            List.of(
                    "UTC",
                    "Europe/Berlin",
                    "America/New_York",
                    "America/Havana",
                    "Australia/Lord_Howe",
                    "America/St_Johns");
    private static final int PERIODS = 4;
    private static final long GIGABYTES = 4_000_000_000L;

    final ZoneId zone;
    final Length length;
    final int day;
    final boolean split;
    final boolean traffic;
    final List<Instant> bounds = new ArrayList<>();
    final TreeMap<LocalDate, PriceCase> versions = new TreeMap<>();
    final Map<Integer, Piece> last = new HashMap<>();
    final Map<Integer, Kind> kinds = new HashMap<>();
    final TreeMap<Instant, Integer> ports = new TreeMap<>(Map.of(Instant.EPOCH, 4));
    final Instant begin;
    final Instant end;
    private final boolean automatic;
    private final Random random;
    private final List<Fact> facts = new ArrayList<>();

    BillingCase(Random random) {
        this.random = random;
        zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        length = List.of(Length.values()).get(random.nextInt(3));
        day = length == Length.DAILY ? 1 : 1 + random.nextInt(length == Length.WEEKLY ? 7 : 28);
        split = random.nextInt(3) > 0;
        automatic = random.nextBoolean();
        traffic = random.nextInt(3) == 0;
        LocalDate first =
                random.nextBoolean()
                        ? LocalDate.of(2026, random.nextBoolean() ? 3 : 10, 1 + random.nextInt(30))
                        : LocalDate.of(2026, 1, 1).plusDays(random.nextInt(400));
        LocalDate bound = firstDay(first);
        for (int i = 0; i <= PERIODS; i++) {
            bounds.add(bound.atStartOfDay(zone).toInstant());
            bound = following(bound);
        }
        begin = bounds.get(0).plusSeconds(random.nextInt(7200));
        end = bounds.get(PERIODS - 1).plusSeconds(random.nextInt(60_000) + 10_000);
        prices();
        for (int i = 1 + random.nextInt(7); i > 0; i--) {
            session(i);
        }
        others();
    }

    /** For whoever looks into a failure. */
    String describe() {
        String told =
                facts.stream()
                        .sorted(Comparator.comparing(Fact::at))
                        .map(Fact::toString)
                        .collect(Collectors.joining("\n"));
        return "%s, %s from day %d, %s, to %s, %s%n%s%n%s%n"
                .formatted(
                        zone, length, day, split ? "split" : "whole", end, bounds, versions, told);
    }

    boolean automatic() {
        return automatic;
    }

    List<Fact> facts() {
        return facts;
    }

    private LocalDate firstDay(LocalDate date) {
        return switch (length) {
            case DAILY -> date;
            case WEEKLY -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.of(day)));
            case MONTHLY ->
                    date.getDayOfMonth() >= day
                            ? date.withDayOfMonth(day)
                            : date.minusMonths(1).withDayOfMonth(day);
        };
    }

    private LocalDate following(LocalDate bound) {
        return switch (length) {
            case DAILY -> bound.plusDays(1);
            case WEEKLY -> bound.plusDays(7);
            case MONTHLY -> bound.plusMonths(1);
        };
    }

    private void prices() {
        int step = List.of(1, 1, 6, 60).get(random.nextInt(4));
        int minimum = random.nextBoolean() ? 0 : random.nextInt(200);
        versions.put(LocalDate.EPOCH, PriceCase.random(random, traffic, step, minimum));
        if (random.nextInt(3) == 0) {
            LocalDate from = bounds.get(1 + random.nextInt(2)).atZone(zone).toLocalDate();
            versions.put(from, PriceCase.random(random, traffic, step, minimum));
        }
    }

    /** The one that a period is priced by. */
    PriceCase pricesOf(int period) {
        return versions.floorEntry(bounds.get(period).atZone(zone).toLocalDate()).getValue();
    }

    int periodOf(Instant time) {
        int period = PERIODS - 1;
        while (period > 0 && time.isBefore(bounds.get(period))) {
            period--;
        }
        return period;
    }

    private void session(int number) {
        kinds.put(
                number,
                new Kind(
                        random.nextInt(4) == 0,
                        random.nextInt(5) == 0,
                        random.nextBoolean() ? null : 2 + random.nextInt(2)));
        Piece piece = piece();
        long inMinutes = Duration.between(piece.start(), piece.stop()).toMinutes();
        int course = random.nextInt(10);
        boolean seenOpen = course > 1;
        if (seenOpen) {
            add(piece.start(), What.OPEN, number, told(piece, piece.start(), 0));
            for (int i = random.nextInt(4); i > 0 && inMinutes > 1; i--) {
                Instant at = piece.start().plusSeconds(60 * random.nextLong(inMinutes));
                add(at, What.REPORT, number, told(piece, at, share(piece, at)));
            }
        }
        if (course == 9) {
            implausible(number, piece);
        } else if (course >= 6) {
            estimated(number, piece);
        } else {
            last.put(number, piece);
            add(piece.stop().plusSeconds(delay()), What.STOP, number, piece);
        }
        if (random.nextInt(5) == 0 && last.containsKey(number)) {
            add(end, What.SETTLE, number, piece); // a copy of its Stop
        }
    }

    private Piece piece() {
        long span = Duration.between(begin, end).toSeconds();
        Instant near = bounds.get(1 + random.nextInt(PERIODS - 1));
        long most =
                Math.min(4 * 86_400, Duration.between(bounds.get(0), bounds.get(1)).toSeconds());
        long lasts = random.nextInt(6) == 0 ? 0 : random.nextLong(most);
        Instant start =
                random.nextBoolean()
                        ? begin.plusSeconds(random.nextLong(span))
                        : near.minusSeconds(random.nextLong(lasts + 1));
        start = Instant.ofEpochSecond(Math.floorDiv(start.getEpochSecond(), 60) * 60);
        start = start.isBefore(begin) ? bounds.get(0).plusSeconds(7200) : start;
        Instant latest = end.minusSeconds(60);
        if (traffic) { // octets of a cut session belong where it was known first
            latest = earlier(latest, bounds.get(periodOf(start) + 1).minusSeconds(1));
        }
        Instant stop = earlier(start.plusSeconds(lasts), latest);
        stop = stop.isBefore(start) ? start : stop;
        long seconds = Duration.between(start, stop).toSeconds();
        return new Piece(
                start,
                stop,
                Math.max(0, seconds - random.nextInt(90)),
                random.nextLong(GIGABYTES),
                random.nextLong(GIGABYTES));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static double share(Piece piece, Instant at) {
        double passed = Duration.between(piece.start(), at).toSeconds();
        return passed / Math.max(1, Duration.between(piece.start(), piece.stop()).toSeconds());
    }

    /** What a report says at a time. */
    private static Piece told(Piece piece, Instant at, double share) {
        long passed = Duration.between(piece.start(), at).toSeconds();
        return new Piece(
                piece.start(),
                at,
                Math.min(passed, piece.seconds()),
                (long) (piece.input() * share),
                (long) (piece.output() * share));
    }

    private void estimated(int number, Piece piece) {
        double share = random.nextDouble();
        long seconds = (long) (piece.seconds() * share);
        Instant stop = piece.start().plusSeconds(seconds);
        boolean sameEnd = periodOf(stop) == periodOf(piece.stop());
        if (split || sameEnd) {
            Piece estimate =
                    new Piece(
                            piece.start(),
                            stop,
                            seconds,
                            (long) (piece.input() * share),
                            (long) (piece.output() * share));
            add(piece.stop().plusSeconds(60), What.STOP, number, estimate);
            add(piece.stop().plusSeconds(120 + delay()), What.SETTLE, number, piece);
        } else {
            add(piece.stop(), What.STOP, number, piece);
        }
        last.put(number, piece);
    }

    /** Put aside until a person decides, if ever. */
    private void implausible(int number, Piece piece) {
        Piece odd =
                new Piece(
                        piece.start(),
                        piece.stop(),
                        piece.seconds() + 5_000_000,
                        piece.input(),
                        piece.output());
        facts.removeIf(fact -> fact.session() == number);
        add(piece.stop(), What.STOP, number, odd);
        add(piece.stop().plusSeconds(delay() + 86_400), What.DECIDE, number, piece);
    }

    void decided(Fact fact) {
        last.put(fact.session(), fact.piece());
    }

    private long delay() {
        long period = Duration.between(bounds.get(0), bounds.get(1)).toSeconds();
        return random.nextInt(4) > 0 ? random.nextInt(4000) : random.nextLong(2 * period);
    }

    private void others() {
        for (int i = random.nextInt(3); i > 0; i--) {
            Instant at = begin.plusSeconds(random.nextLong(span()));
            add(at, What.PORTS, -1, new Piece(at, at, random.nextInt(20), 0, 0));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            Instant at = begin.plusSeconds(random.nextLong(span()));
            long cents = random.nextInt(9000) - 4500L;
            if (cents != 0) {
                add(at, What.CHARGE, -1, new Piece(at, at, cents, 0, 0));
            }
        }
    }

    /** What was charged before then. */
    long chargedCents(Instant before) {
        return facts.stream()
                .filter(fact -> fact.what() == What.CHARGE && fact.at().isBefore(before))
                .mapToLong(fact -> fact.piece().seconds())
                .sum();
    }

    private long span() {
        return Duration.between(begin, end).toSeconds() - 60;
    }

    private void add(Instant at, What what, int session, Piece piece) {
        facts.add(new Fact(earlier(at, end), what, session, piece));
    }

    /** When somebody looks whether something is due. */
    List<Instant> looks() {
        List<Instant> looks = new ArrayList<>();
        for (Instant bound : bounds) {
            looks.add(bound);
            looks.add(bound.plusSeconds(90 + random.nextInt(5000)));
            looks.add(bound.minusSeconds(random.nextInt(40_000)));
        }
        return looks.stream().sorted().toList();
    }
}
