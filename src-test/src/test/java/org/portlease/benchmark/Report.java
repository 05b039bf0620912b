package org.portlease.benchmark;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.portlease.benchmark.Processes.Role;

/** What was measured as tables: Markdown for people, CSV for programs. */
final class Report {

    private static final List<String> COLUMNS =
            List.of(
                    "load",
                    "system",
                    "a second",
                    "p50, ms",
                    "p99, ms",
                    "rejected, resent, lost, bad",
                    "CPU s: server",
                    "PostgreSQL",
                    "load",
                    "client's server",
                    "others");

    private final Figures figures;
    private final List<String> preface;

    /**
     * @param preface what it was measured on and how, a line each
     */
    Report(Figures figures, List<String> preface) {
        this.figures = figures;
        this.preface = List.copyOf(preface);
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Benchmark");
        lines.add("");
        preface.forEach(line -> lines.add("- " + line));
        section(lines, "Median (min..max) of the rounds", COLUMNS, figures.rows(), this::row);
        section(
                lines,
                "One request alone, beyond the " + Entrant.DIRECT,
                List.of("load", "system", "p50, ms", "p99, ms"),
                figures.rows().stream()
                        .filter(row -> row.load().outstanding() == 1)
                        .filter(row -> !row.system().equals(Entrant.DIRECT))
                        .toList(),
                row ->
                        Stream.of(
                                row.load().toString(),
                                row.system(),
                                beyond(row, Figure::p50),
                                beyond(row, Figure::p99)));
        section(
                lines,
                "From the start of the process to the first answer",
                List.of("system", "s"),
                figures.started(),
                system -> Stream.of(system, text(figures.start(system))));
        section(
                lines,
                "Portlease beside the loads",
                List.of("part", "measure", "unit", "median (min..max)"),
                measures(),
                measure ->
                        Stream.of(
                                measure.part().toString(),
                                measure.toString(),
                                measure.unit(),
                                text(figures.of(measure))));
        section(
                lines,
                "The goals",
                List.of(Entrant.PORTLEASE, "goal", "measured", "reached"),
                Goal.all(figures),
                goal ->
                        Stream.of(
                                goal.what(),
                                goal.limit().toString(),
                                text(goal.measured()),
                                goal.reached()));
        lines.add("");
        lines.add("## What stood in the databases after each round, and what was shed first");
        lines.add("");
        figures.notes().forEach(line -> lines.add("- " + line));
        return String.join("\n", lines) + "\n";
    }

    private List<Measure> measures() {
        return Stream.of(Measure.values())
                .filter(measure -> figures.of(measure).isPresent())
                .toList();
    }

    private Stream<String> row(Figures.Row row) {
        return Stream.concat(
                Stream.of(
                        row.load().toString(),
                        row.system(),
                        figures.spread(row, Figure::rate).toString(),
                        figures.spread(row, Figure::p50).toString(),
                        figures.spread(row, Figure::p99).toString(),
                        figures.faults(row)),
                Stream.of(Role.values()).map(role -> figures.cpu(row, role)).map(Report::text));
    }

    private String beyond(Figures.Row row, ToDoubleFunction<Figure> value) {
        return text(figures.beyond(row.load(), row.system(), Entrant.DIRECT, value));
    }

    private static String text(Optional<Spread> spread) {
        return spread.map(Spread::toString).orElse("-");
    }

    private static <T> void section(
            List<String> lines,
            String title,
            List<String> columns,
            List<T> rows,
            Function<T, Stream<String>> cells) {
        lines.add("");
        lines.add("## " + title);
        lines.add("");
        lines.add(cells(columns.stream()));
        lines.add(cells(columns.stream().map(column -> "---")));
        rows.forEach(row -> lines.add(cells(cells.apply(row))));
    }

    private static String cells(Stream<String> cells) {
        return cells.collect(joining(" | ", "| ", " |"));
    }

    /** A line for each row of the table: medians, minima and maxima. */
    String csv() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "work,outstanding,system,"
                        + Stream.of(
                                        "per_second",
                                        "p50_ms",
                                        "p99_ms",
                                        "cpu_server_s",
                                        "cpu_postgres_s",
                                        "cpu_load_s",
                                        "cpu_client_s",
                                        "cpu_others_s")
                                .flatMap(name -> Stream.of(name, name + "_min", name + "_max"))
                                .collect(joining(",")));
        for (Figures.Row row : figures.rows()) {
            Stream<Optional<Spread>> spreads =
                    Stream.concat(
                            Stream.<ToDoubleFunction<Figure>>of(
                                            Figure::rate, Figure::p50, Figure::p99)
                                    .map(value -> Optional.of(figures.spread(row, value))),
                            Stream.of(Role.values()).map(role -> figures.cpu(row, role)));
            lines.add(
                    key(row.load(), row.system())
                            + ","
                            + spreads.map(Report::csv).collect(joining(",")));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String csv(Optional<Spread> spread) {
        return spread.map(
                        each ->
                                Stream.of(each.median(), each.min(), each.max())
                                        .map(Report::number)
                                        .collect(joining(",")))
                .orElse(",,");
    }

    /** A line for each that was measured beside the loads. */
    String measuresCsv() {
        List<String> lines = new ArrayList<>();
        lines.add("part,measure,unit,median,min,max");
        for (Measure measure : measures()) {
            lines.add(
                    String.join(
                            ",",
                            measure.part().toString(),
                            measure.name().toLowerCase(Locale.ROOT),
                            measure.unit(),
                            csv(figures.of(measure))));
        }
        return String.join("\n", lines) + "\n";
    }

    /** A line for each single figure. */
    String roundsCsv() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "work,outstanding,system,round,seconds,begun,sessions,exchanges,p50_ms,p99_ms,max_ms,"
                        + "rejects,resent,lost,bad,"
                        + "cpu_server_s,cpu_postgres_s,cpu_load_s,cpu_client_s,cpu_others_s");
        for (Figure figure : figures.all()) {
            LoadResult result = figure.result();
            Stream<Object> values =
                    Stream.of(
                            figure.round(),
                            number(result.seconds()),
                            result.begun(),
                            result.sessions(),
                            result.exchanges(),
                            number(result.p50Millis()),
                            number(result.p99Millis()),
                            number(result.maxMillis()),
                            result.rejects(),
                            result.resent(),
                            result.lost(),
                            result.bad());
            Stream<Object> cpu =
                    Stream.of(Role.values()).map(role -> number(figure.cpu().seconds(role)));
            lines.add(
                    key(figure.load(), figure.system())
                            + ","
                            + Stream.concat(values, cpu)
                                    .map(String::valueOf)
                                    .collect(joining(",")));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String key(LoadCase load, String system) {
        return load.work() + "," + load.outstanding() + "," + system;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
