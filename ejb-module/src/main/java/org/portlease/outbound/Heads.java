package org.portlease.outbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Finds what may be sent to a group: of each session the first report that is stored. Reads the
 * stored ones in their order, and only as many as it takes to fill the window.
 */
final class Heads {

    private static final int PAGE = 256;
    private static final int MOST_PAGES = 16;
    private static final UUID FIRST = new UUID(0, 0);

    private final Session session;
    private final long homeGroup;
    private final Set<UUID> sessions = new HashSet<>();
    private final List<UUID> free = new ArrayList<>();
    private int underWay;

    Heads(Session session, long homeGroup) {
        this.session = session;
        this.homeGroup = homeGroup;
    }

    /**
     * The heads that nobody has claimed, so many that the window is filled.
     *
     * @param claimable until when one that is under way may be claimed; longer is put off, and not
     *     under way
     */
    UUID[] free(int window, Instant now, Instant claimable) {
        UUID last = FIRST;
        for (int page = 0; page < MOST_PAGES && free.size() + underWay < window; page++) {
            List<Object[]> rows = page(last, Math.min(PAGE, window * 4));
            rows.forEach(row -> look(row, now, claimable));
            if (rows.size() < Math.min(PAGE, window * 4)) {
                break;
            }
            last = (UUID) rows.get(rows.size() - 1)[3];
        }
        return free.stream().limit(Math.max(0, window - underWay)).toArray(UUID[]::new);
    }

    private void look(Object[] row, Instant now, Instant claimable) {
        if (!sessions.add((UUID) row[1])) {
            return; // behind another of its session
        }
        Instant claimedUntil = (Instant) row[2];
        if (claimedUntil == null || !claimedUntil.isAfter(now)) {
            free.add((UUID) row[0]);
        } else if (!claimedUntil.isAfter(claimable)) {
            underWay++;
        }
    }

    private List<Object[]> page(UUID after, int rows) {
        return session.createNativeQuery(
                        """
                        select id, lease_id, claimed_until, position from stored_report
                        where home_group = :group and position > :after
                        order by position limit :rows
                        """,
                        Object[].class)
                .addScalar("id", UUID.class)
                .addScalar("lease_id", UUID.class)
                .addScalar("claimed_until", Instant.class)
                .addScalar("position", UUID.class)
                .setParameter("group", homeGroup)
                .setParameter("after", after)
                .setParameter("rows", rows)
                .getResultList();
    }
}
