package org.portlease.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.hibernate.Session;

/**
 * Whether anybody listens to what happens to sessions, on whatever node: only then is it noted.
 * Those who listen say so again and again; all nodes see it with the configuration, twice a second.
 * Its times are the database's, which all nodes share.
 */
@ApplicationScoped
public class SessionFeed {

    /** As long as a stream may be broken, and resumed without a gap. */
    private static final String LISTENING = "interval '60' second";

    private static final String KEPT = "interval '10' minute";

    @PersistenceContext private EntityManager entities;
    private volatile boolean heard;

    /** For the container, and for those outside who tell nobody. */
    @SuppressWarnings("NullAway.Init")
    public SessionFeed() {}

    /** Outside a container. */
    public SessionFeed(EntityManager entities) {
        this.entities = entities;
    }

    /** Whether what happens is to be noted. */
    boolean isHeard() {
        return heard;
    }

    /** Looks whether anybody listens. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void refresh() {
        heard =
                entities.unwrap(Session.class)
                        .createNativeQuery(
                                "select listeners_until > current_timestamp from feed where id = 1",
                                Boolean.class)
                        .getSingleResult();
    }

    /** Somebody listens here, for a while from now on. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void listen(Instant now) {
        int lapsed =
                entities.createNativeQuery(
                                "update feed set listeners_until = current_timestamp"
                                        + " where id = 1 and listeners_until < current_timestamp")
                        .executeUpdate();
        if (lapsed > 0) {
            entities.persist(SessionEvent.recording(now));
        }
        entities.createNativeQuery(
                        "update feed set listeners_until = current_timestamp + "
                                + LISTENING
                                + " where id = 1")
                .executeUpdate();
        heard = true;
    }

    /** Forgets what is too old for a stream to be resumed; the last number stays known. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void forgetOld() {
        entities.createNativeQuery(
                        "delete from session_event where recorded_at < current_timestamp - "
                                + KEPT
                                + " and id < (select max(id) from session_event)")
                .executeUpdate();
    }
}
