package org.portlease.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.portlease.test.world.Template;

/** Bars of the medians, with lines from the least to the most, drawn by gnuplot. */
final class Plot {

    static final String PROGRAM = "/usr/bin/gnuplot";

    private static final String NOTHING = "? ? ?";

    private final Figures figures;
    private final List<String> systems;
    private final List<LoadCase> loads;

    Plot(Figures figures) {
        this.figures = figures;
        systems = figures.rows().stream().map(Figures.Row::system).distinct().toList();
        loads = figures.rows().stream().map(Figures.Row::load).distinct().toList();
    }

    /** Writes the plot, and what it is drawn from beside it. */
    void write(Path directory, String title) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("rates.dat"), data(Figure::rate));
        Files.writeString(directory.resolve("latencies.dat"), data(Figure::p99));
        Path script = directory.resolve("plot.gp");
        Template.write(
                "/benchmark/plot.gp",
                script,
                Map.of("TITLE", title.replace("\"", ""), "LAST_COLUMN", last()));
        Process gnuplot =
                new ProcessBuilder(PROGRAM, script.getFileName().toString())
                        .directory(directory.toFile())
                        .inheritIO()
                        .start();
        if (gnuplot.waitFor() != 0) {
            throw new IOException("gnuplot could not draw " + script);
        }
    }

    private String last() {
        return Integer.toString(1 + 3 * (systems.size() - 1) + 1);
    }

    /** A row for each load; three columns for each system. */
    String data(ToDoubleFunction<Figure> value) {
        List<String> lines = new ArrayList<>();
        lines.add(
                systems.stream()
                        .map(system -> "\"" + system + "\" min max")
                        .collect(Collectors.joining(" ", "load ", "")));
        for (LoadCase load : loads) {
            lines.add(
                    systems.stream()
                            .map(system -> columns(load, system, value))
                            .collect(Collectors.joining(" ", label(load), "")));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String label(LoadCase load) {
        return "\"" + load.work() + ", " + load.outstanding() + "\" ";
    }

    private String columns(LoadCase load, String system, ToDoubleFunction<Figure> value) {
        return figures.of(load, system, value)
                .map(
                        spread ->
                                String.format(
                                        Locale.ROOT,
                                        "%.4f %.4f %.4f",
                                        spread.median(),
                                        spread.min(),
                                        spread.max()))
                .orElse(NOTHING);
    }
}
