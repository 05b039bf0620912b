package org.portlease.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Portlease does under three times the load that it carries. What it carries (1 x) is measured
 * by a closed loop, which never asks for more than is answered. Then an open loop begins three
 * times as many sessions a second (3 x), as subscribers do who know nothing of each other, and
 * sends again what stays unanswered, as a NAS does: two seconds apart, four times in all. So what
 * is shed comes again, and the datagrams that arrive are more than three times as many. The load,
 * which then works more too, is on the same machine and takes its part of the processors.
 *
 * <p>Sessions are metered: one interim between Start and Stop, so that there is something of each
 * kind to shed.
 */
final class OverloadTrial {

    static final String NAME = "Portlease, overloaded";

    private static final LoadCase AT_ONCE = new LoadCase(Work.METERED_SESSIONS, 256);
    private static final int TIMES = 3;

    /** Longer than two requests are tried, so that as many sessions end as begin. */
    private static final int WARM_UP_SECONDS = 20;

    private final Bench bench;
    private final Portlease portlease;
    private final Path work;

    /**
     * @param work where its files go
     */
    OverloadTrial(Bench bench, Portlease portlease, Path work) {
        this.bench = bench;
        this.portlease = portlease;
        this.work = work;
    }

    void run(int round) throws IOException, InterruptedException {
        portlease.prepare();
        try (RunningServer server = portlease.start()) {
            server.awaitReady();
            double carried = carried();
            Metrics before = server.metrics();
            double admitted = admitted((int) Math.round(TIMES * carried));
            bench.measured(Measure.ADMITTED_SHARE, admitted / carried);
            shed(server, before, round);
            recorded();
            bench.note(NAME, round, portlease.leftBehind());
        }
    }

    private double carried() throws IOException {
        LoadClient load = bench.load();
        load.begin(AT_ONCE, bench.endpoints().authPort(), bench.endpoints().acctPort());
        load.run(bench.settings().warmUpSeconds());
        LoadResult result = load.run(bench.settings().seconds());
        load.end();
        bench.out().printf("  %s: %s%n", AT_ONCE, result);
        return bench.measured(Measure.CARRIED, result.sessions() / result.seconds());
    }

    private double admitted(int perSecond) throws IOException {
        LoadClient load = bench.load();
        load.open(
                Work.METERED_SESSIONS,
                perSecond,
                bench.endpoints().authPort(),
                bench.endpoints().acctPort());
        load.run(WARM_UP_SECONDS);
        LoadResult result = load.run(bench.settings().seconds());
        load.acknowledged(acknowledged());
        load.end();
        bench.out().printf("  %,d begun a second: %s%n", perSecond, result);
        bench.measured(Measure.OFFERED, result.begun() / result.seconds());
        return bench.measured(Measure.ADMITTED, result.sessions() / result.seconds());
    }

    private Path acknowledged() {
        return work.resolve("acknowledged.txt");
    }

    private void shed(RunningServer server, Metrics before, int round) throws IOException {
        Metrics after = server.metrics();
        long all = 0;
        for (ShedKind kind : ShedKind.values()) {
            long shed = kind.shed(after) - kind.shed(before);
            bench.counted(kind.count(), shed);
            all += shed;
        }
        String received = "portlease_radius_received_total";
        bench.measured(
                Measure.SHED_SHARE, (double) all / (after.sum(received) - before.sum(received)));
        try (Stream<String> log = Files.lines(server.log())) {
            List<ShedKind> order = ShedKind.order(log);
            bench.counted(Measure.OUT_OF_TURN, ShedKind.outOfTurn(order));
            bench.note(NAME, round, "shed in this order: " + text(order));
        }
    }

    private static String text(List<ShedKind> order) {
        return order.isEmpty()
                ? "nothing"
                : order.stream().map(ShedKind::toString).collect(Collectors.joining(", "));
    }

    private void recorded() throws IOException {
        Acknowledged checked = Acknowledged.check(portlease.database(), acknowledged());
        bench.counted(Measure.ACKNOWLEDGED, checked.sessions());
        bench.counted(Measure.MISSING, checked.missing());
    }
}
