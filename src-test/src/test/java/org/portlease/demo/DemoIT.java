package org.portlease.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.portlease.test.wire.TestNas;
import org.portlease.test.world.PortOffset;
import org.portlease.test.world.User;

/** The demonstration as it ships: the server's own script, the switch, and what is played. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {

    private static final String NORTHS_VIRTUAL = "north@virtual.msp.example";
    private static final String SOUTHS_VIRTUAL = "south@virtual.msp.example";

    private final Path home = Path.of(System.getProperty("portlease.server"));
    private final Path work = Path.of(System.getProperty("portlease.work"), "demo");
    private final PortOffset offset = PortOffset.free();
    private final DemoSettings settings =
            new DemoSettings(
                    offset.of(1812),
                    offset.of(1813),
                    offset.of(3799),
                    offset.of(1814),
                    offset.of(1815),
                    offset.value());
    private TapReader tap;
    private FigurePlayer player;
    private ServerProcess server;
    private List<SequenceChart> charts;

    @BeforeAll
    void playFigures() throws IOException, InterruptedException {
        tap = new TapReader();
        player = new FigurePlayer(nas(), tap);
        server =
                ServerProcess.start(
                        home, work, settings.portOffset(), settings.forServer(tap.address()));
        server.awaitReady();
        charts = player.playAll();
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
        player.close();
    }

    private TestNas nas() {
        return new TestNas(
                "127.0.0.1", DemoSettings.NAS_SECRET, settings.authPort(), settings.acctPort());
    }

    @Test
    void figure6AsksTheMasterForItsOwnSubscriber() {
        assertThat(messages(0))
                .containsExactly(
                        "NAS --> PROXY Access-Request",
                        "PROXY ..> MASTER Access-Request",
                        "MASTER ..> PROXY Access-Accept",
                        "PROXY --> NAS Access-Accept",
                        "NAS --> PROXY Accounting-Request Start",
                        "PROXY ..> MASTER Accounting-Request Start",
                        "MASTER ..> PROXY Accounting-Response",
                        "PROXY --> NAS Accounting-Response",
                        "NAS --> PROXY Accounting-Request Stop",
                        "PROXY ..> MASTER Accounting-Request Stop",
                        "MASTER ..> PROXY Accounting-Response",
                        "PROXY --> NAS Accounting-Response");
        assertThat(dashed(0))
                .allSatisfy(arrow -> assertThat(arrow.details()).contains(FigurePlayer.ALICE));
    }

    @Test
    void figure7OfASuspendedContractEndsAtTheMaster() {
        assertThat(messages(1))
                .containsExactly(
                        "NAS --> PROXY Access-Request",
                        "PROXY ..> MASTER Access-Request",
                        "MASTER ..> PROXY Access-Reject",
                        "PROXY --> NAS Access-Reject");
        assertThat(dashed(1))
                .allSatisfy(arrow -> assertThat(arrow.details()).contains(SOUTHS_VIRTUAL));
    }

    @Test
    void figure7OfAnUnknownRealmEndsAtTheProxy() {
        assertThat(messages(2))
                .containsExactly("NAS --> PROXY Access-Request", "PROXY --> NAS Access-Reject");
    }

    @Test
    void figure7WithoutAFreePortEndsAtTheMaster() {
        assertThat(messages(3))
                .containsExactly(
                        "NAS --> PROXY Access-Request",
                        "PROXY ..> MASTER Access-Request",
                        "MASTER ..> PROXY Access-Reject",
                        "PROXY --> NAS Access-Reject");
        assertThat(dashed(3).get(1).details()).contains(NORTHS_VIRTUAL, "NO_FREE_PORT");
    }

    @Test
    void figure8IsAdmittedByTheMasterAndRejectedByNorth() {
        assertThat(messages(4))
                .containsExactly(
                        "NAS --> PROXY Access-Request",
                        "PROXY ..> MASTER Access-Request",
                        "MASTER ..> PROXY Access-Accept",
                        "PROXY --> NORTH Access-Request",
                        "NORTH --> PROXY Access-Reject",
                        "PROXY --> NAS Access-Reject");
        assertThat(arrows(4).get(5).details()).contains("Reply-Message=North does not know you");
    }

    @Test
    void figure9IsAccountedOnBothSides() {
        assertThat(messages(5)).hasSize(24).startsWith(admission()).endsWith(report("Stop"));
        assertThat(messages(5).subList(6, 12)).containsExactly(report("Start"));
        assertThat(messages(5).subList(12, 18)).containsExactly(report("Interim"));
    }

    @Test
    void figure9SwapsTheIdentifierOnTheMastersLegAlone() {
        for (Arrow arrow : arrows(5)) {
            boolean virtual = arrow.details().contains(NORTHS_VIRTUAL);
            assertThat(virtual).as(arrow.toString()).isEqualTo(arrow.dashed());
            if (arrow.to() == Party.NORTH) {
                assertThat(arrow.details()).contains(FigurePlayer.BOB);
            }
        }
    }

    @Test
    void figure9BringsNorthItsOwnClassAloneAndTheNasOneMore() {
        assertThat(arrows(5).get(4).details()).contains("Class (1)", "Session-Timeout=3600");
        assertThat(arrows(5).get(5).details()).contains("Class (2)", "Session-Timeout=3600");
        assertThat(arrows(5).get(6).details()).contains("Class (2)");
        assertThat(arrows(5).get(9).details()).contains("Class (1)");
    }

    @Test
    void aSecondStartSeedsNothingTwiceAndNoOtherWorldMayHaveTheDatabase()
            throws IOException, InterruptedException {
        String before = capacity();
        server.close();
        server = restart(Map.of());
        server.awaitReady();
        assertThat(capacity()).isEqualTo(before);
        player.figure9();

        server.close();
        server = restart(Map.of("PORTLEASE_DEMO", "load"));
        assertThatThrownBy(server::awaitReady).hasMessageContaining("is of the world figures");

        server.close();
        server = restart(Map.of("PORTLEASE_DEMO", "fugires"));
        assertThatThrownBy(server::awaitReady)
                .hasMessageContaining("PORTLEASE_DEMO: expected figures or load");
    }

    private ServerProcess restart(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(settings.forServer(tap.address()));
        environment.putAll(more);
        return ServerProcess.restart(home, work, settings.portOffset(), environment);
    }

    /** The API's answer without its instant, to the first user with the first password. */
    private String capacity() throws IOException {
        String password = Files.readString(server.firstPassword()).strip();
        HttpResponse<String> answer =
                server.client().get(new User("operator", password, List.of()), "/api/v1/capacity");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body().replaceFirst("\"at\":\"[^\"]*\",", "");
    }

    private static String[] admission() {
        return new String[] {
            "NAS --> PROXY Access-Request",
            "PROXY ..> MASTER Access-Request",
            "MASTER ..> PROXY Access-Accept",
            "PROXY --> NORTH Access-Request",
            "NORTH --> PROXY Access-Accept",
            "PROXY --> NAS Access-Accept"
        };
    }

    private static String[] report(String status) {
        return new String[] {
            "NAS --> PROXY Accounting-Request " + status,
            "PROXY ..> MASTER Accounting-Request " + status,
            "MASTER ..> PROXY Accounting-Response",
            "PROXY --> NORTH Accounting-Request " + status,
            "NORTH --> PROXY Accounting-Response",
            "PROXY --> NAS Accounting-Response"
        };
    }

    private List<Arrow> arrows(int chart) {
        return charts.get(chart).arrows();
    }

    private List<Arrow> dashed(int chart) {
        return arrows(chart).stream().filter(Arrow::dashed).collect(Collectors.toList());
    }

    /** The messages without their numbers. */
    private List<String> messages(int chart) {
        return arrows(chart).stream()
                .map(
                        arrow ->
                                arrow.from().name()
                                        + (arrow.dashed() ? " ..> " : " --> ")
                                        + arrow.to().name()
                                        + " "
                                        + arrow.title().replaceFirst(" #\\d+$", ""))
                .toList();
    }
}
