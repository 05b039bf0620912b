package org.portlease.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.portlease.session.Lease;
import org.portlease.session.LeaseState;

/**
 * Asks for open sessions to be disconnected, inside a transaction of the caller's: one by its id,
 * or all that a filter means, so many at once.
 */
@ApplicationScoped
public class SessionEnding {

    @PersistenceContext private EntityManager entities;
    private Disconnections disconnections;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected SessionEnding() {}

    @Inject
    protected SessionEnding(Disconnections disconnections) {
        this.disconnections = disconnections;
    }

    /** Outside a container. */
    public SessionEnding(EntityManager entities) {
        this(new Disconnections(entities));
        this.entities = entities;
    }

    /** What became of the wish to end one session. */
    public enum Asked {
        /** Its NAS is going to be asked. */
        YES,
        /** It has been asked, and its answer is waited for. */
        UNDER_WAY,
        /** There is no open session of that id. */
        NOT_OPEN,
        /** Accounting has not begun: it will start, or its port will be given back. */
        NOT_STARTED,
        /** Where its NAS is, or what it knows the session by, is not known. */
        UNREACHABLE
    }

    /**
     * Asks once more where a NAS has refused, or has not answered.
     *
     * @param cause why, a short word for people
     */
    public Asked ask(UUID leaseId, String cause, Instant now) {
        Lease lease = entities.find(Lease.class, leaseId);
        if (lease == null) {
            return Asked.NOT_OPEN;
        }
        if (lease.state() == LeaseState.RESERVED) {
            return Asked.NOT_STARTED;
        }
        if (lease.likeness().isEmpty() || lease.nasAddress().isEmpty()) {
            return Asked.UNREACHABLE;
        }
        disconnections.forgetRefused(leaseId);
        boolean first = ask(lease, cause, now);
        entities.flush(); // so that it is seen by who looks next
        return first ? Asked.YES : Asked.UNDER_WAY;
    }

    /**
     * Asks for those that nobody has been asked to disconnect.
     *
     * @param limit how many at most
     * @return how many; fewer than the limit where no more are left
     */
    public int askAll(SessionFilter which, String cause, int limit, Instant now) {
        if (which.isEmpty()) {
            return 0;
        }
        List<Lease> open = undisturbed(which, limit);
        open.forEach(lease -> ask(lease, cause, now));
        return open.size();
    }

    private boolean ask(Lease lease, String cause, Instant now) {
        return disconnections.ask(
                lease.id(),
                lease.place().nasId(),
                cause,
                lease.likeness().orElseThrow(),
                lease.nasAddress().orElseThrow(),
                now);
    }

    private List<Lease> undisturbed(SessionFilter which, int limit) {
        List<String> conditions = new ArrayList<>(which.conditions());
        conditions.add("l.state <> 'RESERVED'");
        conditions.add("l.likeness is not null");
        conditions.add("l.nas_address is not null");
        conditions.add("not exists (select 1 from disconnection d where d.lease_id = l.id)");
        NativeQuery<Lease> query =
                entities.unwrap(Session.class)
                        .createNativeQuery(
                                "select l.* from lease l where "
                                        + String.join(" and ", conditions)
                                        + " order by l.id limit :limit",
                                Lease.class);
        which.parameters().forEach(query::setParameter);
        return query.setParameter("limit", limit)
                .setHint("org.hibernate.readOnly", true)
                .getResultList();
    }
}
