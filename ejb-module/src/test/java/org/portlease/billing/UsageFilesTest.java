package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portlease.contract.Contract;
import org.portlease.contract.Terms;
import org.portlease.contract.VirtualSubscriber;
import org.portlease.provider.Provider;
import org.portlease.session.Capacity;

class UsageFilesTest {

    private static final UUID LEASE = new UUID(7, 7);
    private static final String PRICES = "{'usage':[{'name':'Time','time':{'perHour':0.60}}]}";

    private final BillingWorld world = BillingWorld.priced(PRICES, "");
    private final UsageFileWorld daily = new UsageFileWorld(world);

    private Path directory;

    @BeforeEach
    void meet(@TempDir Path temporary) {
        directory = temporary;
        world.openedAt("2026-01-10T08:00:00Z");
        daily.run("2026-01-10T08:00:00Z");
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }

    private Path file(String provider, String day, int sequence) {
        return directory.resolve(provider + "/" + provider + "-" + day + "-" + sequence + ".csv");
    }

    private void runWithDirectory(Path path, String time) {
        new UsageFileRun(daily.new Steps(), Optional.of(path.toString())).run(Instant.parse(time));
    }

    @Test
    void eachDayHasAFileTheEmptyOnesTooAndNoSequenceIsMissing() {
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.session("2026-01-12T23:00:00Z", "2026-01-13T00:00:00Z", 3600);

        daily.run("2026-01-10T23:59:59Z");
        assertThat(daily.files()).isEmpty();
        daily.run("2026-01-14T00:00:00Z");

        assertThat(daily.files()).extracting(UsageFiles.Made::sequence).containsExactly(1, 2, 3, 4);
        assertThat(daily.files())
                .extracting(made -> made.day().toString())
                .containsExactly("2026-01-10", "2026-01-11", "2026-01-12", "2026-01-13");
        assertThat(daily.records(1)).hasSize(1);
        assertThat(daily.records(2)).isEmpty();
        assertThat(daily.records(3)).isEmpty();
        assertThat(daily.records(4)).singleElement().asString().contains("2026-01-13T00:00:00Z");
    }

    @Test
    void aFileWaitsForTheCloseDelay() {
        world.sql("update contract set close_delay_seconds = 7200");
        daily.run("2026-01-11T00:00:00Z"); // opened with no delay
        daily.run("2026-01-12T01:59:59Z");
        assertThat(daily.files()).hasSize(1);
        daily.run("2026-01-12T02:00:00Z");
        assertThat(daily.files()).hasSize(2);
    }

    @Test
    void aDayIsTheContractsOwn() {
        world.sql("update contract set time_zone = 'America/New_York'");
        daily.run("2026-01-11T00:00:00Z");
        world.session("2026-01-12T03:00:00Z", "2026-01-12T04:59:59Z", 3600);
        world.session("2026-01-12T03:00:00Z", "2026-01-12T05:00:00Z", 3600);

        daily.run("2026-01-14T00:00:00Z");

        assertThat(daily.records(2)).singleElement().asString().contains("2026-01-12T04:59:59Z");
        assertThat(daily.text(2)).contains(",2026-01-11T00:00:00Z,2026-01-12T05:00:00Z\r\n");
        assertThat(daily.records(3)).singleElement().asString().contains("2026-01-12T05:00:00Z");
    }

    @Test
    void aContractThatMovesToTheEastMissesNothing() {
        world.sql("update contract set time_zone = 'Pacific/Kiritimati'");
        world.session("2026-01-10T23:00:00Z", "2026-01-10T23:30:00Z", 60);
        world.session("2026-01-11T09:00:00Z", "2026-01-11T09:30:00Z", 61);
        world.session("2026-01-11T10:00:00Z", "2026-01-11T10:30:00Z", 62);

        daily.run("2026-01-13T00:00:00Z");

        assertThat(daily.records(1)).hasSize(1);
        assertThat(daily.records(2)).hasSize(1);
        assertThat(daily.records(3)).hasSize(1);
    }

    @Test
    void whatComesAfterItsDaysFileIsInTheNextOneMarkedAsLate() {
        daily.run("2026-01-11T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        daily.run("2026-01-13T00:00:00Z");

        assertThat(daily.records(1)).isEmpty();
        assertThat(daily.records(2)).singleElement().asString().endsWith(",true,false");
        assertThat(daily.records(3)).isEmpty();
    }

    @Test
    void whatStoppedBeforeTheFirstDayIsInTheFirstFile() {
        world.session("2026-01-03T10:00:00Z", "2026-01-03T11:00:00Z", 3600);
        daily.run("2026-01-12T00:00:00Z");
        assertThat(daily.records(1)).hasSize(1);
        assertThat(daily.records(2)).isEmpty();
    }

    @Test
    void aSettledEstimateIsACorrectionInTheNextFile() {
        daily.estimated(LEASE, "2026-01-10T10:00:00Z", 60, "2026-01-10T12:00:00Z");
        daily.run("2026-01-11T00:00:00Z");
        daily.settled(LEASE, "2026-01-10T10:05:00Z", 300, "2026-01-11T02:00:00Z");
        daily.run("2026-01-13T00:00:00Z");

        assertThat(daily.records(1))
                .singleElement()
                .asString()
                .contains(",60,0,0,2,INTERIMS_SILENT,true,")
                .endsWith(",false,false");
        assertThat(daily.records(2))
                .singleElement()
                .asString()
                .contains(",300,7,8,1,STOP,false,")
                .endsWith(",true,true");
        assertThat(daily.records(3)).isEmpty();
    }

    @Test
    void anEstimateThatIsSettledBeforeItsFileIsNoCorrection() {
        daily.estimated(LEASE, "2026-01-10T10:00:00Z", 60, "2026-01-10T12:00:00Z");
        daily.settled(LEASE, "2026-01-10T10:05:00Z", 300, "2026-01-10T13:00:00Z");
        daily.run("2026-01-12T00:00:00Z");

        assertThat(daily.records(1)).singleElement().asString().endsWith(",false,false");
        assertThat(daily.records(2)).isEmpty();
    }

    @Test
    void aSessionThatIsFoundToGoOnIsCorrectedOnTheDayOfItsStop() {
        daily.estimated(LEASE, "2026-01-10T10:00:00Z", 60, "2026-01-10T12:00:00Z");
        daily.run("2026-01-11T00:00:00Z");
        daily.reopenedAndStopped(LEASE, "2026-01-12T10:00:00Z", 172_800, "2026-01-12T10:00:00Z");
        daily.run("2026-01-13T00:00:00Z");

        assertThat(daily.records(2)).isEmpty();
        assertThat(daily.records(3)).singleElement().asString().endsWith(",false,true");
    }

    @Test
    void aChangeBetweenTheCutAndTheFileIsInTheNextOneAlone() {
        daily.estimated(LEASE, "2026-01-10T10:00:00Z", 60, "2026-01-10T12:00:00Z");
        var steps = daily.new Steps();
        Instant now = Instant.parse("2026-01-11T00:00:00Z");
        long file = steps.due(now, 1).get(0);

        steps.cut(file);
        daily.settled(LEASE, "2026-01-10T10:05:00Z", 300, "2026-01-11T00:00:00Z");
        steps.make(file, now);
        daily.run("2026-01-12T00:00:00Z");

        assertThat(daily.records(1)).isEmpty();
        assertThat(daily.records(2)).singleElement().asString().endsWith(",true,false");
    }

    @Test
    void aRunThatDiedBetweenItsStepsIsDoneAgainWithoutAGapOrASecondFile() {
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        var steps = daily.new Steps();
        Instant now = Instant.parse("2026-01-11T00:00:00Z");
        long file = steps.due(now, 1).get(0);
        steps.cut(file);

        daily.run("2026-01-11T00:01:00Z");
        steps.cut(file); // of a node that was slow
        assertThat(steps.make(file, now)).isFalse();
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        daily.run("2026-01-12T00:00:00Z");

        assertThat(daily.files()).extracting(UsageFiles.Made::sequence).containsExactly(1, 2);
        assertThat(daily.records(1)).hasSize(1);
        assertThat(daily.records(2)).hasSize(1);
    }

    @Test
    void anOldCutDoesNotTakeBackANewerOne() {
        var steps = daily.new Steps();
        long first = steps.due(Instant.parse("2026-01-11T00:00:00Z"), 1).get(0);
        daily.run("2026-01-12T00:00:00Z");
        steps.cut(first);
        world.session("2026-01-11T10:00:00Z", "2026-01-11T11:00:00Z", 3600);
        daily.run("2026-01-13T00:00:00Z");
        assertThat(daily.records(3)).hasSize(1);
    }

    @Test
    void aFileIsMadeAgainByteForByteWhateverHasChanged() {
        daily.estimated(LEASE, "2026-01-10T10:00:00Z", 60, "2026-01-10T12:00:00Z");
        daily.run("2026-01-11T00:00:00Z");
        String made = daily.text(1);

        daily.settled(LEASE, "2026-01-10T10:05:00Z", 300, "2026-01-11T02:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.sql("update nas set name = 'renamed'");
        world.sql("update pop set name = 'Renamed' where id = 1");
        world.sql("update provider set name = 'Renamed'");
        world.sql("update contract set virtual_identifier = 'renamed'");
        daily.run("2026-01-13T00:00:00Z");

        assertThat(daily.text(1)).isEqualTo(made);
        assertThat(daily.text(2)).contains("renamed").contains("Renamed");
    }

    @Test
    void frozenRecordsThatSomebodyChangedAreNotPassedOff() {
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        daily.run("2026-01-11T00:00:00Z");
        world.sql("update usage_file_record set session_seconds = 1");
        assertThatThrownBy(() -> daily.text(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must have the digest");
    }

    @Test
    void theTotalsAreThoseOfTheRecordsAndTheDigestThatOfAllBeforeThem() throws Exception {
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600, 5, 6);
        world.session(
                "2026-01-10T10:00:00Z",
                "2026-01-10T10:30:00Z",
                1800,
                Long.MAX_VALUE,
                Long.MAX_VALUE);
        world.session("2026-01-10T10:00:00Z", "2026-01-10T10:30:00Z", 1, 1, 1);
        daily.run("2026-01-11T00:00:00Z");

        String text = daily.text(1);
        int trailer = text.indexOf("totals,");
        byte[] before = text.substring(0, trailer).getBytes(StandardCharsets.UTF_8);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(before));
        assertThat(text.substring(trailer))
                .isEqualTo(
                        "totals,3,5401,9223372036854775813,9223372036854775814," + digest + "\r\n");
        assertThat(daily.records(1))
                .extracting(line -> line.split(",", 2)[0])
                .containsExactly(
                        new UUID(0, 2).toString(),
                        new UUID(0, 3).toString(),
                        new UUID(0, 1).toString());
    }

    @Test
    void whatASpreadsheetWouldRunIsText() {
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.sql("update usage_record set acct_session_id = '=cmd|'' /C calc''!A0,\"'");
        world.sql("update nas set name = '@nas'");
        daily.run("2026-01-11T00:00:00Z");
        assertThat(daily.records(1).get(0))
                .contains(",\"'=cmd|' /C calc'!A0,\"\"\",'@nas,Central,,2026");
    }

    @Test
    void aFileThatIsNotMadeIsRefused() {
        long running =
                world.in(
                        entities ->
                                entities.createQuery("select f.id from UsageFile f", Long.class)
                                        .getSingleResult());
        assertThatThrownBy(() -> daily.new Steps().write(running, OutputStream.nullOutputStream()))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("not made before 2026-01-11T00:00:00Z");
    }

    @Test
    void theDirectoryGetsEachFileAndWhatWasLostThere() throws IOException {
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        runWithDirectory(directory, "2026-01-12T00:00:00Z");

        Path first = file("North", "2026-01-10", 1);
        assertThat(first).content(StandardCharsets.UTF_8).isEqualTo(daily.text(1));
        assertThat(file("North", "2026-01-11", 2)).exists();

        var run = new UsageFileRun(daily.new Steps(), Optional.of(directory.toString()));
        run.run(Instant.parse("2026-01-12T00:01:00Z"));
        run.run(Instant.parse("2026-01-12T00:02:00Z"));
        Files.delete(first);
        run.run(Instant.parse("2026-01-12T00:03:00Z"));
        assertThat(first).content(StandardCharsets.UTF_8).isEqualTo(daily.text(1));
        try (var all = Files.list(directory.resolve("North"))) {
            assertThat(all).hasSize(2);
        }
    }

    @Test
    void theFilesOfAContractThatHasFollowedAnotherHaveNamesOfTheirOwn() {
        long second = world.in(UsageFilesTest::another);
        world.openedAt("2026-01-10T09:00:00Z");
        daily.run("2026-01-10T09:00:00Z");

        runWithDirectory(directory, "2026-01-12T02:00:00Z");

        assertThat(file("North", "2026-01-10", 1)).exists();
        assertThat(directory.resolve("North/North-contract-" + second + "-2026-01-10-1.csv"))
                .exists();
    }

    @Test
    void aContractWhoseRowIsHeldKeepsNoOtherWaiting() {
        long held = world.contract().capacityId();
        world.sql("delete from usage_file");
        world.in(UsageFilesTest::another);
        world.openedAt("2026-01-10T09:00:00Z");

        world.database()
                .run(
                        admission -> {
                            admission.find(Capacity.class, held, LockModeType.PESSIMISTIC_WRITE);
                            daily.run("2026-01-10T09:00:00Z");
                        });
        assertThat(daily.new Steps().running()).hasSize(1);

        daily.run("2026-01-10T09:01:00Z");
        assertThat(daily.new Steps().running()).hasSize(2);
    }

    /** The provider's contract is terminated, and followed by another one. */
    private static long another(EntityManager entities) {
        Contract first =
                entities.createQuery("select c from Contract c", Contract.class).getSingleResult();
        first.terminate();
        Capacity row = Capacity.of(5, Instant.parse("2026-01-01T00:00:00Z"));
        entities.persist(row);
        Contract second =
                Contract.conclude(
                        entities.find(Provider.class, first.providerId()),
                        row.id(),
                        new VirtualSubscriber("another", new byte[40]),
                        new Terms(
                                Instant.EPOCH, null, ZoneOffset.UTC, null, first.currency(), null));
        entities.persist(second);
        return second.id();
    }

    @Test
    void aDirectoryThatCannotBeWrittenStopsNothing() throws IOException {
        Path occupied = Files.writeString(directory.resolve("occupied"), "a file");
        runWithDirectory(occupied, "2026-01-11T00:00:00Z");
        assertThat(daily.files()).hasSize(1);
        assertThat(occupied).content().isEqualTo("a file");
    }

    @Test
    void namesAreSafeForAFileSystemAndStayApart() {
        assertThat(UsageDirectory.safe("North-1.de")).isEqualTo("North-1.de");
        assertThat(List.of("../x", ".x", "a/b", "a_b", "ä", "ö"))
                .extracting(UsageDirectory::safe)
                .allMatch(name -> name.matches("[A-Za-z0-9_][A-Za-z0-9._~-]*"))
                .doesNotHaveDuplicates();
    }

    @Test
    void theDocumentationsExampleIsWhatIsWritten() throws IOException {
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600, 1000, 2000);
        daily.estimated(LEASE, "2026-01-10T10:00:00Z", 60, "2026-01-10T12:00:00Z");
        daily.run("2026-01-11T00:00:00Z");
        daily.settled(LEASE, "2026-01-10T10:05:00Z", 300, "2026-01-11T02:00:00Z");
        daily.run("2026-01-12T00:00:00Z");

        String documentation = Files.readString(Path.of("..", "docs", "usage-files.md"));
        assertThat(documentation)
                .contains("```\n" + daily.text(1).replace("\r\n", "\n") + "```")
                .contains("```\n" + daily.text(2).replace("\r\n", "\n") + "```");
    }
}
