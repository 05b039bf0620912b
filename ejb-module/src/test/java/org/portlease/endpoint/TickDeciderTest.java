package org.portlease.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.radius.packet.AttributeTypes.ACCT_STATUS_TYPE;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.DirectoryCache;
import org.portlease.outbound.Backlog;
import org.portlease.outbound.Deliveries;
import org.portlease.outbound.Disconnections;
import org.portlease.outbound.SilentEnd;
import org.portlease.outbound.StoredReport;
import org.portlease.radius.Outcome.Forward;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;
import org.portlease.secret.KeyRing;
import org.portlease.session.Metering;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;
import org.portlease.upkeep.Endings;

/** What is stored and can't be sent any more is in nobody's way. */
class TickDeciderTest {

    private static final long NORTH = 7;
    private static final long GONE = 99;
    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(1, 2);
    private static final UUID THIRD = new UUID(1, 3);
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final TestDatabase database = new TestDatabase();
    private final KeyRing keys = new KeyRing(new SecretKeySpec(new byte[32], "AES"));

    TickDeciderTest() {
        database.run(entities -> WorldFixture.load(entities, "{'pops':[{'name':'P','ports':9}]}"));
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void theDamagedAndTheOrphanedAreSetAsideForAnHour() {
        store(FIRST, new byte[] {1, 2, 3});
        database.run(
                entities ->
                        new Backlog(entities)
                                .storeStop(PeerBook.MASTER_GROUP, endOfAGoneContract(), NOW));
        store(THIRD, keys.encrypt(PacketCodec.freeze(start())));

        assertThat(sessionsSent(NOW)).containsExactly(THIRD);
        assertThat(sessionsSent(NOW.plusSeconds(3599))).as("as it was lost").containsExactly(THIRD);
        assertThat(setAside()).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    private List<UUID> sessionsSent(Instant now) {
        return database.inTransaction(
                entities -> {
                    var directories = new DirectoryCache(entities);
                    directories.refresh();
                    var ticks =
                            new TickDecider(
                                    directories,
                                    new AttributePolicy(keys),
                                    keys,
                                    new Deliveries(entities),
                                    new Disconnections(entities),
                                    new Endings(new Backlog(entities), directories));
                    return ticks.decide(now).requests().stream()
                            .map(Forward::context)
                            .map(context -> ((DeliveryContext) context).sent().leaseId())
                            .toList();
                });
    }

    private List<UUID> setAside() {
        return database.inTransaction(
                entities ->
                        entities.createQuery(
                                        """
                                        select r.leaseId from StoredReport r
                                        where r.putOff and r.claimedUntil = :until
                                        """,
                                        UUID.class)
                                .setParameter("until", NOW.plusSeconds(3600))
                                .getResultList());
    }

    private void store(UUID lease, byte[] payload) {
        var report = new StoredReport(NORTH, lease, lease, lease, payload, NOW, NOW);
        database.run(entities -> new Backlog(entities).store(List.of(report), NOW));
    }

    private SilentEnd endOfAGoneContract() {
        byte[] likeness = keys.encrypt(PacketCodec.freeze(start()));
        return new SilentEnd(SECOND, likeness, GONE, null, new Metering(1, 2, 3), 1, NOW);
    }

    private static Packet start() {
        return Packet.of(Code.ACCOUNTING_REQUEST).addNumber(ACCT_STATUS_TYPE, 1);
    }
}
