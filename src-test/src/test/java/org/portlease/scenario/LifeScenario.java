package org.portlease.scenario;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestNas;
import org.portlease.test.world.Await;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.Database;
import org.portlease.test.world.LifeWorld;
import org.portlease.test.world.SharedWorld;
import org.portlease.test.world.Site;
import org.portlease.test.world.WorldClock;

/** A scenario in the world whose clock is set. */
@Tag(SharedWorld.LIFE)
@SuppressWarnings("NullAway.Init") // set before each test
abstract class LifeScenario extends Scenario {

    LifeWorld world;
    Database database;
    WorldClock clock;
    private final List<Site> sites = new ArrayList<>();

    @BeforeEach
    void enterWorld() {
        world = LifeWorld.on(controller);
        database = world.database();
        clock = world.clock();
    }

    @AfterEach
    void leaveWorld() {
        sites.forEach(Site::close);
    }

    Site site(Site.Kind kind) {
        Site site = world.site(kind);
        sites.add(site);
        return site;
    }

    /** A client provider of this scenario's own, whose server knows bob. */
    Csp csp(ContractKind kind) {
        Csp csp = world.csp(kind);
        csp.homeServer().knows(csp.subscriber("bob"), "bob-secret");
        return csp;
    }

    static Session bob(Csp csp) {
        return StandardScenario.bob(csp);
    }

    static Session alice() {
        return StandardScenario.alice();
    }

    static Session admitted(TestNas nas, Session session) {
        return session.accepted(nas.send(session.access()).reply());
    }

    static Session started(TestNas nas, Session session) {
        admitted(nas, session);
        StandardScenario.assertRecorded(nas.send(session.start()).reply());
        return session;
    }

    /** Bob's session, admitted and started. */
    static Session started(Site site, Csp csp) {
        return started(site.nas(), bob(csp));
    }

    /** A column of the session's open lease, as text. */
    String ofLease(String column, Session session) {
        return only("select " + column + " from lease where acct_session_id = ?", session.id());
    }

    /** A column of the session's usage record, as text. */
    String ofUsage(String column, Session session) {
        return only(
                "select " + column + " from usage_record where acct_session_id = ?", session.id());
    }

    private String only(String sql, String argument) {
        List<String> rows = database.texts(sql, argument);
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " rows: " + sql + " with " + argument);
        }
        return rows.get(0);
    }

    /**
     * The connection time that the running period has seen before, whatever months have passed in
     * the world.
     */
    void use(Csp csp, int seconds) {
        database.update(
                "update capacity set closed_seconds = ?,"
                        + " period_start = date_trunc('month', cast(? as timestamp)) at time zone"
                        + " 'UTC' where id = (select c.capacity_id from contract c"
                        + " join provider p on p.id = c.provider_id where p.name = ?)",
                seconds,
                clock.now().atZone(ZoneOffset.UTC).toLocalDateTime(),
                csp.name());
    }

    /** Waits until the session is closed, and no lease of it is left. */
    void awaitClosed(Session session) {
        Await.until("the end of " + session.id(), () -> isClosed(session));
    }

    boolean isClosed(Session session) {
        return database.number(
                        "select count(*) from usage_record where acct_session_id = ?", session.id())
                == 1;
    }

    boolean isOpen(Session session) {
        return database.number("select count(*) from lease where acct_session_id = ?", session.id())
                == 1;
    }

    void pass(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }
}
