package org.portlease.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.portlease.test.world.DebianPostgres;

/** Debian's packages that the benchmark runs. */
final class Programs {

    private static final String POSTGRES = "/usr/lib/postgresql";
    private static final Map<String, String> FILES =
            new TreeMap<>(
                    Map.of(
                            "freeradius",
                            FreeRadius.PROGRAM,
                            "freeradius-postgresql",
                            "/usr/lib/freeradius/rlm_sql_postgresql.so",
                            "radsecproxy",
                            RadsecProxy.PROGRAM,
                            "postgresql",
                            POSTGRES,
                            "gnuplot-nox",
                            Plot.PROGRAM));

    private Programs() {}

    /**
     * @throws IllegalStateException where one is missing or may not be run, with what to do
     */
    static void require() {
        String missing =
                FILES.entrySet().stream()
                        .filter(entry -> Files.notExists(Path.of(entry.getValue())))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(" "));
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "the benchmark compares with programs that are not here: run benchmark/run as"
                            + " root on Debian, or apt-get install "
                            + missing);
        }
        if (!System.getProperty("user.name").equals("root")) {
            throw new IllegalStateException(
                    "the benchmark starts PostgreSQL as its user and reads FreeRADIUS's"
                            + " configuration: run it as root");
        }
    }

    /** Which versions are installed. */
    static String describe() throws IOException {
        List<String> command =
                new ArrayList<>(List.of("dpkg-query", "-W", "-f", "${Package} ${Version}, "));
        Path version = Path.of(POSTGRES).relativize(DebianPostgres.programs()).getName(0);
        command.addAll(List.of("freeradius", "radsecproxy", "postgresql-" + version));
        Process query = new ProcessBuilder(command).start();
        String printed = new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return printed.replaceFirst(", $", "");
    }
}
