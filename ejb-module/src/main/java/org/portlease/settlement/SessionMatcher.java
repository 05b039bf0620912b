package org.portlease.settlement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pairs sessions of one Acct-Session-Id: those of one NAS, where they name one, whose starts are
 * not too far apart, the nearest first.
 */
final class SessionMatcher {

    private final Duration startTolerance;

    SessionMatcher(Duration startTolerance) {
        this.startTolerance = startTolerance;
    }

    /**
     * What became of a session.
     *
     * @param ours null where we have none
     * @param theirs null where they have none
     * @param paired whether they are one session; where not, and both are there, theirs is another
     *     one that would fit ours as well
     */
    record Match(@Nullable OurSession ours, @Nullable TheirSession theirs, boolean paired) {}

    private record Candidate(OurSession ours, TheirSession theirs, Duration apart) {}

    /** Each session of both sides once, but for ours that two of theirs would fit. */
    List<Match> match(List<OurSession> ours, List<TheirSession> theirs) {
        List<Candidate> candidates = candidates(ours, theirs);
        Set<OurSession> ourLeft = new LinkedHashSet<>(ours);
        Set<TheirSession> theirLeft = new LinkedHashSet<>(theirs);
        Map<TheirSession, OurSession> nearest = new HashMap<>();
        List<Match> matches = new ArrayList<>();
        for (Candidate candidate : candidates) {
            nearest.putIfAbsent(candidate.theirs(), candidate.ours());
            if (ourLeft.contains(candidate.ours()) && theirLeft.remove(candidate.theirs())) {
                ourLeft.remove(candidate.ours());
                matches.add(new Match(candidate.ours(), candidate.theirs(), true));
            }
        }
        ourLeft.forEach(session -> matches.add(new Match(session, null, false)));
        theirLeft.forEach(session -> matches.add(new Match(nearest.get(session), session, false)));
        return matches;
    }

    private List<Candidate> candidates(List<OurSession> ours, List<TheirSession> theirs) {
        List<Candidate> candidates = new ArrayList<>();
        for (OurSession one : ours) {
            for (TheirSession other : theirs) {
                Duration apart = Duration.between(one.startedAt(), other.startedAt()).abs();
                boolean sameNas = other.nas() == null || other.nas().equals(one.nas());
                if (sameNas && apart.compareTo(startTolerance) <= 0) {
                    candidates.add(new Candidate(one, other, apart));
                }
            }
        }
        candidates.sort(
                Comparator.comparing(Candidate::apart)
                        .thenComparing(candidate -> candidate.ours().lease())
                        .thenComparing(candidate -> candidate.theirs().line()));
        return candidates;
    }
}
