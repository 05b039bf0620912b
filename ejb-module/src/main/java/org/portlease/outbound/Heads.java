package org.portlease.outbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Finds what may be sent to a group: of each session the first report that is stored. Goes round
 * the sessions, from one index entry to the next session's first, so that it costs the same however
 * many reports a session has, and a bounded number of steps, however many are put off.
 */
final class Heads {

    /** How many sessions are looked at, at most, before others have their turn. */
    private static final int PROBES = 2 * Deliveries.WINDOW;

    private static final UUID FIRST = new UUID(0, 0);

    private final Session session;
    private final long homeGroup;
    private final Instant now;
    private final Set<UUID> looked = new HashSet<>();
    private final List<UUID> free = new ArrayList<>();
    private UUID last;

    /**
     * @param after the session that was looked at last
     */
    Heads(Session session, long homeGroup, UUID after, Instant now) {
        this.session = session;
        this.homeGroup = homeGroup;
        this.now = now;
        this.last = after;
    }

    private record Head(UUID leaseId, UUID id, boolean claimed) {}

    /** The heads that nobody has claimed, so many at most. */
    UUID[] free(int wanted) {
        if (!look(wanted)) {
            last = FIRST;
            look(wanted);
        }
        return free.toArray(UUID[]::new);
    }

    /** The session that was looked at last. */
    UUID last() {
        return last;
    }

    /**
     * @return false where the last session was reached and more are wanted
     */
    private boolean look(int wanted) {
        List<Head> heads = after(last, PROBES - looked.size());
        for (Head head : heads) {
            if (free.size() == wanted || !looked.add(head.leaseId())) {
                return true;
            }
            last = head.leaseId();
            if (!head.claimed()) {
                free.add(head.id());
            }
        }
        return free.size() == wanted || looked.size() >= PROBES;
    }

    /** An index on (home_group, lease_id, position) answers each step. */
    private List<Head> after(UUID lease, int sessions) {
        return session
                .createNativeQuery(
                        """
                        with recursive probed (lease_id, n) as (
                            select cast(:after as uuid), 0
                            union all
                            select (
                                select s.lease_id from stored_report s
                                where s.home_group = :group and s.lease_id > p.lease_id
                                order by s.home_group, s.lease_id limit 1), p.n + 1
                            from probed p where p.lease_id is not null and p.n < :sessions)
                        select h.lease_id as lease, h.id as head,
                            h.claimed_until is not null and h.claimed_until > :now as claimed
                        from probed p join stored_report h on h.id = (
                            select s.id from stored_report s
                            where s.home_group = :group and s.lease_id = p.lease_id
                            order by s.home_group, s.lease_id, s.position limit 1)
                        where p.n > 0 order by p.n
                        """,
                        Object[].class)
                .addScalar("lease", UUID.class)
                .addScalar("head", UUID.class)
                .addScalar("claimed", Boolean.class)
                .setParameter("after", lease)
                .setParameter("group", homeGroup)
                .setParameter("sessions", sessions)
                .setParameter("now", now)
                .getResultList()
                .stream()
                .map(row -> new Head((UUID) row[0], (UUID) row[1], (Boolean) row[2]))
                .toList();
    }
}
