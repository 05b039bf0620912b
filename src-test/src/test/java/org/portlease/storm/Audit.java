package org.portlease.storm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.portlease.storm.Books.Usage;

/**
 * Compares what NASes were told, what the master's database says and what the client providers have
 * acknowledged, once everything is over and nothing is under way.
 */
final class Audit {

    private final Books books;
    private final List<StormSession> sessions;
    private final List<StormHome> homes;
    private final Findings findings = new Findings();

    /** Sessions of one NAS and id are told apart by nothing else, where no lease was named. */
    private record Name(String nas, String sessionId) {}

    Audit(Books books, List<StormSession> sessions, List<StormHome> homes) {
        this.books = books;
        this.sessions = sessions;
        this.homes = homes;
    }

    Findings run() {
        books.disagreements().forEach(each -> findings.add("counters agree with leases", each));
        auditGrants();
        Map<Name, List<Usage>> records = new LinkedHashMap<>();
        for (Usage usage : books.usages()) {
            records.computeIfAbsent(
                            new Name(usage.nas(), usage.sessionId()), unused -> new ArrayList<>())
                    .add(usage);
        }
        Map<Name, List<StormSession>> told =
                sessions.stream()
                        .collect(
                                Collectors.groupingBy(
                                        s -> new Name(s.nas().name(), s.id()),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        told.forEach((name, group) -> match(group, records.getOrDefault(name, List.of())));
        records.forEach(
                (name, usages) ->
                        findings.require(
                                told.containsKey(name), "a usage record has a session", usages));
        return findings;
    }

    /** Every Accept has its lease; every session that was admitted has had an Accept. */
    private void auditGrants() {
        Set<UUID> accepted = new HashSet<>();
        sessions.forEach(session -> session.lease().ifPresent(accepted::add));
        Set<UUID> granted = new HashSet<>(books.unused());
        for (Usage usage : books.usages()) {
            granted.add(usage.id());
            findings.require(
                    usage.late() || accepted.contains(usage.id()),
                    "a session that was admitted has an Accept",
                    usage);
        }
        for (StormSession session : sessions) {
            session.lease()
                    .ifPresent(
                            lease ->
                                    findings.require(
                                            granted.contains(lease),
                                            "an Accept has a lease",
                                            session));
        }
    }

    /** Finds each session its record: by its lease, then by what an acknowledged Stop said. */
    private void match(List<StormSession> group, List<Usage> records) {
        List<Usage> left = new ArrayList<>(records);
        List<StormSession> unmatched = new ArrayList<>();
        for (StormSession session : group) {
            take(left, usage -> session.lease().filter(usage.id()::equals).isPresent())
                    .ifPresentOrElse(
                            usage -> compare(session, usage), () -> unmatched.add(session));
        }
        for (StormSession session : unmatched) {
            if (!session.isKnown()) {
                continue;
            }
            take(left, usage -> session.isStopAcknowledged() && agree(session, usage))
                    .or(() -> take(left, usage -> !session.isStopAcknowledged()))
                    .ifPresentOrElse(
                            usage -> compare(session, usage), () -> missing(session, left));
        }
        left.forEach(
                usage -> findings.add("a session has one usage record", usage + " of " + group));
    }

    private static Optional<Usage> take(List<Usage> from, Predicate<Usage> wanted) {
        Optional<Usage> found = from.stream().filter(wanted).findFirst();
        found.ifPresent(from::remove);
        return found;
    }

    private static boolean agree(StormSession session, Usage usage) {
        return !usage.estimated() && usage.seconds() == session.secondsTold();
    }

    private void missing(StormSession session, List<Usage> left) {
        findings.require(
                !session.isStopAcknowledged(),
                "an acknowledged Stop has a usage record",
                session + ", but " + left);
        findings.require(
                !session.isStartAcknowledged() || session.isStopAcknowledged(),
                "an acknowledged Start has a usage record",
                session + ", but " + left);
    }

    private void compare(StormSession session, Usage usage) {
        if (session.isStopAcknowledged()) {
            findings.require(
                    agree(session, usage),
                    "an acknowledged Stop is in its usage record",
                    session + ", but " + usage);
        } else {
            findings.require(
                    usage.seconds() >= session.secondsAcknowledged()
                            && usage.seconds() <= session.secondsTold(),
                    "a session without acknowledged Stop is billed to its evidence",
                    session + ", but " + usage);
        }
        homes.stream()
                .filter(home -> home.serves(session))
                .forEach(home -> compare(session, usage, home));
    }

    /**
     * A Stop that was recorded, but neither forwarded nor stored before its server died, is its
     * NAS's to send again; where that one gives up, the client misses it.
     */
    private void compare(StormSession session, Usage usage, StormHome home) {
        StormHome.Account account = home.account(session);
        String both = session + ": " + usage + ", at its client's " + account;
        boolean givenUp =
                !session.isStopAcknowledged()
                        && !usage.estimated()
                        && home.contract() != StormHome.Contract.ALWAYS_STORING;
        findings.require(
                givenUp || account.stopSeconds().isPresent(),
                "a client knows that a session is over",
                both);
        findings.require(
                givenUp
                        || usage.estimated()
                        || account.stopSeconds().orElse(usage.seconds()) == usage.seconds(),
                "the seconds at the master are those at the client",
                both);
    }
}
