package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.listing.ListingException;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

class UsageRecordsTest {

    private static final UsageQuery ALL = query(Optional.empty(), true);

    private final BillingWorld world = BillingWorld.priced("{'usage':[{'name':'Time'}]}", "");
    private final List<UUID> sessions = new ArrayList<>();

    private static UsageQuery query(Optional<List<Long>> contracts, boolean own) {
        return new UsageQuery(
                contracts.map(ids -> ids),
                own,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @BeforeEach
    void threeOfTheClientAndOneOfTheMaster() {
        sessions.add(world.session("2027-01-10T10:00:00Z", "2027-01-10T12:00:00Z", 7200, 1, 2));
        sessions.add(world.session("2027-01-10T10:00:00Z", "2027-01-10T11:00:00Z", 3600));
        sessions.add(
                world.session(
                        "Hills", true, 15, "2027-01-10T10:00:00Z", "2027-01-10T12:00:00Z", 7200));
        sessions.add(world.session("2027-01-10T10:00:00Z", "2027-01-10T11:30:00Z", 5400));
        world.sql(
                "update usage_record set contract_id = null where id = '" + sessions.get(3) + "'");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Page<UsageRow> page(UsageQuery query, int limit, Optional<String> after, String sort) {
        return world.in(
                entities ->
                        new UsageRecords(entities)
                                .page(new PageRequest(limit, after, Optional.of(sort)), query));
    }

    private List<UUID> all(UsageQuery query, int limit, String sort) {
        List<UUID> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<UsageRow> page = page(query, limit, after, sort);
            page.items().forEach(row -> found.add(row.session()));
            after = page.next();
        } while (after.isPresent());
        return found;
    }

    private List<UUID> at(int... places) {
        return java.util.Arrays.stream(places).mapToObj(sessions::get).toList();
    }

    @Test
    void pagesFollowEachOtherInTheOrderOfStopsAcrossWhoeverIsMetered() {
        for (int limit = 1; limit <= 5; limit++) {
            assertThat(all(ALL, limit, "stoppedAt")).isEqualTo(at(1, 3, 0, 2));
            assertThat(all(ALL, limit, "-stoppedAt")).isEqualTo(at(2, 0, 3, 1));
        }
    }

    @Test
    void onlyThoseThatAreAskedForAreListed() {
        assertThat(all(query(Optional.empty(), false), 2, "stoppedAt")).isEqualTo(at(1, 0, 2));
        assertThat(all(query(Optional.of(List.of()), true), 2, "stoppedAt")).isEqualTo(at(3));
        assertThat(all(query(Optional.of(List.of(99L)), false), 2, "stoppedAt")).isEmpty();
        assertThat(all(query(Optional.of(List.of()), false), 2, "stoppedAt")).isEmpty();
        long hills = 2;
        assertThat(
                        all(
                                new UsageQuery(
                                        Optional.empty(),
                                        true,
                                        Optional.of(hills),
                                        Optional.of(1L),
                                        Optional.empty(),
                                        Optional.empty()),
                                2,
                                "stoppedAt"))
                .isEqualTo(at(2));
        assertThat(
                        all(
                                new UsageQuery(
                                        Optional.empty(),
                                        true,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(Instant.parse("2027-01-10T11:30:00Z")),
                                        Optional.of(Instant.parse("2027-01-10T12:00:00Z"))),
                                2,
                                "stoppedAt"))
                .as("from the first instant up to the last, which is out")
                .isEqualTo(at(3));
    }

    @Test
    void aRecordTellsWhatIsKnownAndNotWho() {
        UsageRow row =
                world.in(
                        entities -> new UsageRecords(entities).find(sessions.get(2)).orElseThrow());

        assertThat(row)
                .isEqualTo(
                        new UsageRow(
                                sessions.get(2),
                                world.contract().id(),
                                null,
                                "s-3",
                                "bras",
                                "Hills",
                                15,
                                Instant.parse("2027-01-10T10:00:00Z"),
                                Instant.parse("2027-01-10T12:00:00Z"),
                                7200,
                                0,
                                0,
                                null,
                                "STOP",
                                false,
                                true,
                                false));
        assertThat(
                        world.<Optional<UsageRow>>in(
                                entities -> new UsageRecords(entities).find(new UUID(9, 9))))
                .isEmpty();
    }

    @Test
    void anotherOrderOrSomebodyElsesCursorIsRefused() {
        assertThatThrownBy(() -> page(ALL, 2, Optional.empty(), "seconds"))
                .isInstanceOf(ListingException.class)
                .hasMessageContaining("expected stoppedAt");
        assertThatThrownBy(() -> page(ALL, 2, Optional.of("nonsense"), "stoppedAt"))
                .isInstanceOf(ListingException.class);
        String other = new org.portlease.listing.Cursor("stoppedAt", "yesterday", "me").text();
        assertThatThrownBy(() -> page(ALL, 2, Optional.of(other), "stoppedAt"))
                .isInstanceOf(ListingException.class);
    }

    private String export(UsageFormat.Kind kind, UsageQuery query) {
        var out = new ByteArrayOutputStream();
        world.in(
                entities -> {
                    try {
                        new UsageExport(entities).write(kind, query, out);
                        return true;
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void allOfThemAreOneFileInEachForm() {
        assertThat(export(UsageFormat.Kind.CSV, ALL).lines())
                .hasSize(5)
                .startsWith(
                        "session,contract,subscriber,acctSessionId,nas,pop,portType,startedAt,"
                                + "stoppedAt,seconds,inputOctets,outputOctets,terminateCause,"
                                + "endCause,estimated,burst,withoutAdmission",
                        sessions.get(1)
                                + ",1,,s-2,bras,Central,,2027-01-10T10:00:00Z,"
                                + "2027-01-10T11:00:00Z,3600,0,0,,STOP,false,false,false")
                .last()
                .asString()
                .startsWith(sessions.get(3) + ",,,s-4,");
        String lines = export(UsageFormat.Kind.NDJSON, ALL);
        assertThat(lines.lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("{\"session\":") && line.endsWith("}"));
        assertThat(export(UsageFormat.Kind.JSON, ALL))
                .isEqualTo("[" + lines.strip().replace("\n", ",\n") + "]\n");
        UsageQuery nothing = query(Optional.of(List.of()), false);
        assertThat(export(UsageFormat.Kind.JSON, nothing)).isEqualTo("[]\n");
        assertThat(export(UsageFormat.Kind.NDJSON, nothing)).isEmpty();
    }
}
