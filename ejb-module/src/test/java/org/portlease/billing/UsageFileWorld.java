package org.portlease.billing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.session.EndCause;
import org.portlease.session.Lease;
import org.portlease.session.Ledger;
import org.portlease.session.Ledgers;
import org.portlease.session.Metering;
import org.portlease.session.Place;
import org.portlease.session.SessionKeys;
import org.portlease.session.UsageRecord;

/** Makes daily files of a {@link BillingWorld}, whose sessions the ledger itself may record. */
final class UsageFileWorld {

    private final BillingWorld world;

    UsageFileWorld(BillingWorld world) {
        this.world = world;
    }

    /** Each step in a transaction of its own, as the server does it. */
    class Steps extends UsageFileSteps {

        @Override
        public List<Long> unopened() {
            return world.in(entities -> new UsageFileSteps(entities).unopened());
        }

        @Override
        public void openFirst(long contract, Instant now) {
            world.database().run(entities -> new UsageFileSteps(entities).openFirst(contract, now));
        }

        @Override
        public List<Long> due(Instant now, int limit) {
            return world.in(entities -> new UsageFileSteps(entities).due(now, limit));
        }

        @Override
        public void cut(long file) {
            world.database().run(entities -> new UsageFileSteps(entities).cut(file));
        }

        @Override
        public boolean make(long file, Instant now) {
            return world.in(entities -> new UsageFileSteps(entities).make(file, now));
        }

        @Override
        public List<Running> running() {
            return world.in(entities -> new UsageFileSteps(entities).running());
        }

        @Override
        public List<UsageFiles.Made> madeAfter(long contract, int sequence, int limit) {
            return world.in(
                    entities -> new UsageFileSteps(entities).madeAfter(contract, sequence, limit));
        }

        @Override
        public void write(long file, OutputStream out) throws IOException {
            try {
                world.database()
                        .run(
                                entities -> {
                                    try {
                                        new UsageFileSteps(entities).write(file, out);
                                    } catch (IOException e) {
                                        throw new UncheckedIOException(e);
                                    }
                                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    void run(String time) {
        new UsageFileRun(new Steps(), Optional.empty()).run(Instant.parse(time));
    }

    List<UsageFiles.Made> files() {
        return new Steps().madeAfter(world.contract().id(), 0, 1_000);
    }

    String text(int sequence) {
        try (var out = new ByteArrayOutputStream()) {
            new Steps().write(files().get(sequence - 1).id(), out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of records. */
    List<String> records(int sequence) {
        List<String> lines = text(sequence).lines().toList();
        return lines.subList(2, lines.size() - 1);
    }

    /** A session of the ledger's, whose end is estimated at once. */
    void estimated(UUID id, String start, long seconds, String found) {
        Instant began = Instant.parse(start);
        inLedger(
                found,
                List.of(),
                (ledger, place) -> {
                    Lease lease =
                            Lease.reserve(
                                    id, place, SessionKeys.NONE, null, began, began.plusSeconds(9));
                    lease.grant(began);
                    ledger.take(lease);
                    ledger.begin(
                            lease, began, SessionKeys.NONE, "e-" + id.getLeastSignificantBits());
                    lease.meter(new Metering(seconds, 0, 0));
                    ledger.close(lease, lease.closeByEvidence(EndCause.INTERIMS_SILENT));
                });
    }

    /** Its Stop comes after all. */
    void settled(UUID id, String stop, long seconds, String at) {
        inLedger(
                at,
                List.of(keysOf(id)),
                (ledger, place) -> {
                    UsageRecord record = ledger.usage(id).orElseThrow();
                    ledger.settle(record, Instant.parse(stop), new Metering(seconds, 7, 8), 1);
                });
    }

    /** It goes on after all, and stops later. */
    void reopenedAndStopped(UUID id, String stop, long seconds, String at) {
        inLedger(
                at,
                List.of(keysOf(id)),
                (ledger, place) ->
                        ledger.reopen(ledger.usage(id).orElseThrow(), SessionKeys.NONE, "e"));
        inLedger(
                at,
                List.of(keysOf(id)),
                (ledger, place) -> {
                    Lease lease = ledger.lease(id).orElseThrow();
                    ledger.close(
                            lease,
                            lease.close(Instant.parse(stop), new Metering(seconds, 0, 0), 1));
                });
    }

    private static SessionKeys keysOf(UUID lease) {
        return new SessionKeys(
                Optional.of(lease),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private void inLedger(
            String now, Collection<SessionKeys> keys, BiConsumer<Ledger, Place> work) {
        long contract = world.contract().id();
        world.database()
                .run(
                        entities -> {
                            var cache = new DirectoryCache(entities);
                            cache.refresh();
                            Directory directory = cache.current();
                            Place place = Place.ofContract(contract, 1, 1);
                            var ledgers = new Ledgers(entities);
                            Ledger ledger = ledgers.open(directory, keys, Instant.parse(now));
                            ledgers.lockCapacities(ledger, directory, Stream.of(place));
                            ledgers.findUsage(ledger, keys);
                            work.accept(ledger, place);
                        });
    }
}
