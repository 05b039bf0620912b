package org.portlease.feed;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a journal has been read whose numbers are given before they are committed: a number that
 * is missing may still come, for as long as a transaction may take. One thread's.
 */
final class Gaps {

    /** Transactions end within five seconds. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** Where more are missing at once, nobody was there to commit them. */
    private static final int MOST = 10_000;

    private final SortedMap<Long, Long> missing = new TreeMap<>();
    private long top;

    /**
     * @param top the last number that is known
     */
    Gaps(long top) {
        this.top = top;
    }

    long top() {
        return top;
    }

    /** The number up to which nothing is missing any more. */
    long resume() {
        return missing.isEmpty() ? top : missing.firstKey() - 1;
    }

    /** What is to be asked for besides what is after {@link #top}. */
    List<Long> missing() {
        return List.copyOf(missing.keySet());
    }

    /**
     * Those have been read.
     *
     * @param now a {@link System#nanoTime()}
     */
    void read(Collection<Long> ids, long now) {
        ids.stream().sorted().forEach(id -> read(id, now));
        missing.values().removeIf(since -> now - since > PATIENCE_NANOS);
    }

    private void read(long id, long now) {
        if (id <= top) {
            missing.remove(id);
            return;
        }
        for (long each = Math.max(top + 1, id - MOST); each < id; each++) {
            missing.put(each, now);
        }
        top = id;
    }
}
