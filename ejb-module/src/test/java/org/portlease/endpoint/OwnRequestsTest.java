package org.portlease.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.radius.packet.AttributeTypes.ACCT_DELAY_TIME;
import static org.portlease.radius.packet.AttributeTypes.ACCT_INPUT_GIGAWORDS;
import static org.portlease.radius.packet.AttributeTypes.ACCT_INPUT_OCTETS;
import static org.portlease.radius.packet.AttributeTypes.ACCT_SESSION_ID;
import static org.portlease.radius.packet.AttributeTypes.ACCT_SESSION_TIME;
import static org.portlease.radius.packet.AttributeTypes.ACCT_STATUS_TYPE;
import static org.portlease.radius.packet.AttributeTypes.ACCT_TERMINATE_CAUSE;
import static org.portlease.radius.packet.AttributeTypes.CLASS;
import static org.portlease.radius.packet.AttributeTypes.PROXY_STATE;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.outbound.Backlog;
import org.portlease.outbound.Deliveries;
import org.portlease.outbound.Disconnections;
import org.portlease.outbound.SilentEnd;
import org.portlease.outbound.StoredReport;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;
import org.portlease.secret.KeyRing;
import org.portlease.session.Metering;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;
import org.portlease.upkeep.Endings;

/** What is stored becomes the packet that it was, or the Stop that the NAS left out. */
@SuppressWarnings("NullAway.Init") // set before each test
class OwnRequestsTest {

    private static final UUID LEASE = new UUID(1, 1);
    private static final Instant STORED = Instant.parse("2026-11-23T12:00:00Z");
    private static final String WORLD =
            """
            {'pops':[{'name':'P','ports':9}],
             'providers':[{'name':'North','contract':{'virtualIdentifier':'v-north',
               'virtualPassword':'p','ports':3}}]}
            """;

    private final TestDatabase database = new TestDatabase();
    private final KeyRing keys = new KeyRing(new SecretKeySpec(new byte[32], "AES"));
    private Directory directory;
    private Contract contract;

    @BeforeEach
    void configure() {
        database.run(entities -> WorldFixture.load(entities, WORLD));
        try (EntityManager entities = database.factory().createEntityManager()) {
            DirectoryCache cache = new DirectoryCache(entities);
            cache.refresh();
            directory = cache.current();
        }
        contract = directory.contracts().iterator().next();
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void aReportGoesOutAsItCameButForItsDelay() {
        Packet report =
                session()
                        .addNumber(ACCT_STATUS_TYPE, 1)
                        .addNumber(ACCT_DELAY_TIME, 5)
                        .add(PROXY_STATE, new byte[] {1});
        var copy =
                new ReportCopy(
                        contract.providerId(),
                        LEASE,
                        new UUID(2, 2),
                        new UUID(3, 3),
                        report,
                        STORED.minusSeconds(5));

        StoredReport stored = copy.stored(keys, STORED);
        Packet sent = requests(STORED.plusSeconds(3600)).report(stored);

        assertThat(new String(stored.payload(), ISO_8859_1)).doesNotContain("bob");
        assertThat(sent.text(USER_NAME)).contains("bob@north.example");
        assertThat(sent.number(ACCT_STATUS_TYPE)).hasValue(1);
        assertThat(sent.allOctets(ACCT_DELAY_TIME)).hasSize(1);
        assertThat(sent.number(ACCT_DELAY_TIME)).hasValue(3605);
        assertThat(sent.has(PROXY_STATE)).isFalse();
    }

    @Test
    void aStopOfOursSaysWhatTheSessionUsed() {
        Packet stop = requests(STORED.plusSeconds(60)).report(stop(contract.providerId()));

        assertThat(stop.code()).isEqualTo(Code.ACCOUNTING_REQUEST);
        assertThat(stop.text(USER_NAME)).contains("bob@north.example");
        assertThat(stop.text(ACCT_SESSION_ID)).contains("one");
        assertThat(stop.number(ACCT_STATUS_TYPE)).hasValue(2);
        assertThat(stop.number(ACCT_SESSION_TIME)).hasValue(90);
        assertThat(stop.number(ACCT_INPUT_OCTETS)).hasValue(7);
        assertThat(stop.number(ACCT_INPUT_GIGAWORDS)).hasValue(2);
        assertThat(stop.number(ACCT_TERMINATE_CAUSE)).hasValue(11);
        assertThat(stop.number(ACCT_DELAY_TIME)).hasValue(60);
        assertThat(stop.text(CLASS)).contains("of the client");
    }

    @Test
    void theMasterGetsItUnderTheVirtualIdentifier() {
        Packet stop = requests(STORED).report(stop(PeerBook.MASTER_GROUP));

        assertThat(stop.text(USER_NAME)).contains("v-north");
        assertThat(stop.allOctets(CLASS)).containsExactly(new byte[] {42});
        assertThat(stop.number(ACCT_SESSION_TIME)).hasValue(90);
    }

    @Test
    void aDisconnectRequestSaysWhichSessionAndNoMore() {
        Packet request =
                database.inTransaction(
                        entities -> {
                            var disconnections = new Disconnections(entities);
                            disconnections.ask(
                                    LEASE, 1, "SUSPENDED", likeness(), "192.0.2.1", STORED);
                            return requests(STORED)
                                    .disconnect(disconnections.claimDue(STORED, 1).get(0));
                        });

        assertThat(request.code()).isEqualTo(Code.DISCONNECT_REQUEST);
        assertThat(request.text(USER_NAME)).contains("bob@north.example");
        assertThat(request.text(ACCT_SESSION_ID)).contains("one");
        assertThat(request.has(CLASS)).isFalse();
    }

    private StoredReport stop(long group) {
        var end =
                new SilentEnd(
                        LEASE,
                        likeness(),
                        contract.id(),
                        new byte[] {42},
                        new Metering(90, (2L << 32) + 7, 3),
                        11,
                        STORED);
        return database.inTransaction(
                entities -> {
                    new Backlog(entities).storeStop(group, end, STORED);
                    return new Deliveries(entities).claim(STORED).get(0).report();
                });
    }

    private byte[] likeness() {
        return keys.encrypt(PacketCodec.freeze(session().addText(CLASS, "of the client")));
    }

    private static Packet session() {
        return Packet.of(Code.ACCOUNTING_REQUEST)
                .addText(USER_NAME, "bob@north.example")
                .addText(ACCT_SESSION_ID, "one");
    }

    private OwnRequests requests(Instant now) {
        try (EntityManager entities = database.factory().createEntityManager()) {
            var endings = new Endings(new Backlog(entities), new DirectoryCache(entities));
            return new OwnRequests(
                    new Batch(
                            new ProviderAttributes(directory, keys),
                            keys,
                            Map.of(),
                            endings,
                            Duration.ZERO),
                    now);
        }
    }
}
