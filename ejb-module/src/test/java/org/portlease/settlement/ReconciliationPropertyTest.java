package org.portlease.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.portlease.billing.BillingWorld;

/** Our own statement, changed here and there: exactly what was changed differs. */
class ReconciliationPropertyTest {

    private static final Instant FIRST = Instant.parse("2026-01-02T00:00:00Z");
    private static final int SESSIONS = 40;
    private static final Tolerance TOLERANCE = new Tolerance(5, BigDecimal.ZERO, BigDecimal.ONE, 2);

    /** A session as it is told by both sides. */
    private record Told(Instant start, long seconds, long input, long output) {

        String csv(int number) {
            return String.format(
                    "s-%d,%s,%s,%d,%d,%d\n",
                    number, start, start.plusSeconds(seconds), seconds, input, output);
        }
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void exactlyWhatWasChangedDiffers(@ForAll long seed) {
        Random random = new Random(seed);
        try (BillingWorld world =
                BillingWorld.priced(
                        "{'bands':[{'name':'peak','from':'08:00','until':'18:00'}],'usage':["
                                + "{'name':'Peak','when':{'band':'peak'},'time':{'perHour':3}},"
                                + "{'name':'Else','time':{'perHour':1}}]}",
                        "")) {
            world.openedAt("2026-01-01T00:00:00Z");
            List<String> file = new ArrayList<>();
            Set<String> expected = new TreeSet<>();
            for (int number = 1; number <= SESSIONS; number++) {
                Told told = session(random);
                world.session(
                        told.start().toString(),
                        told.start().plusSeconds(told.seconds()).toString(),
                        told.seconds(),
                        told.input(),
                        told.output());
                perturb(random, number, told, file, expected);
            }
            world.closeDue("2026-02-01T00:00:00Z");
            Collections.shuffle(file, random);

            assertThat(differences(world, file)).isEqualTo(expected);
        }
    }

    private static Told session(Random random) {
        return new Told(
                FIRST.plusSeconds(random.nextInt(20 * 86_400)),
                100 + random.nextInt(50_000),
                1_000 + random.nextInt(1_000_000),
                1_000 + random.nextInt(1_000_000));
    }

    private static void perturb(
            Random random, int number, Told told, List<String> file, Set<String> expected) {
        long seconds = told.seconds();
        switch (random.nextInt(8)) {
            case 0 -> expected.add("s-" + number + " MISSING_THERE");
            case 1 -> {
                file.add(new Told(told.start, seconds + 6, told.input, told.output).csv(number));
                expected.add("s-" + number + " SECONDS");
            }
            case 2 -> {
                long output = told.output + told.output / 100 + 1;
                file.add(new Told(told.start, seconds, told.input, output).csv(number));
                expected.add("s-" + number + " OCTETS");
            }
            case 3 -> {
                file.add(told.csv(number));
                file.add(told.csv(number));
                expected.add("s-" + number + " AMBIGUOUS");
            }
            case 4 -> {
                file.add(told.csv(number));
                file.add(told.csv(number + SESSIONS));
                expected.add("s-" + (number + SESSIONS) + " MISSING_HERE");
            }
            default -> // within the tolerance
                    file.add(
                            new Told(
                                            told.start.plusSeconds(random.nextInt(241) - 120),
                                            seconds + random.nextInt(11) - 5,
                                            told.input - random.nextInt(11),
                                            told.output)
                                    .csv(number));
        }
    }

    private static Set<String> differences(BillingWorld world, List<String> file) {
        String csv =
                "session,start,stop,seconds,inputOctets,outputOctets\n" + String.join("", file);
        return world.in(
                entities -> {
                    Reconciler reconciler = new Reconciler(entities);
                    Reconciliation made =
                            reconciler.reconcile(
                                    1,
                                    new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
                                    TOLERANCE,
                                    "eve",
                                    Instant.parse("2026-02-02T00:00:00Z"));
                    Set<String> found = new TreeSet<>();
                    for (Difference one : reconciler.differences(made.id(), 0, 1_000)) {
                        found.add(one.session().orElseThrow() + " " + one.kind());
                    }
                    return found;
                });
    }
}
