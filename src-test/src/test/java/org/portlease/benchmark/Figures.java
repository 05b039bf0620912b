package org.portlease.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** All that was measured. Rounds are compared with themselves, medians come last. */
final class Figures {

    private final List<Figure> all = new ArrayList<>();
    private final Map<String, List<Double>> starts = new LinkedHashMap<>();
    private final Map<Measure, List<Double>> measures = new EnumMap<>(Measure.class);
    private final List<String> notes = new ArrayList<>();

    /** A system at a load. */
    record Row(String system, LoadCase load) {}

    void add(Figure figure) {
        all.add(figure);
    }

    /** From the start of a system's process to its first answer. */
    void started(String system, double seconds) {
        starts.computeIfAbsent(system, name -> new ArrayList<>()).add(seconds);
    }

    /** Adds a round's value of what is measured beside the loads. */
    void measured(Measure measure, double value) {
        measures.computeIfAbsent(measure, absent -> new ArrayList<>()).add(value);
    }

    /** Adds a line on what is to be known beside the figures. */
    void note(String line) {
        notes.add(line);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    List<Figure> all() {
        return List.copyOf(all);
    }

    /** The systems at their loads, the same loads together. */
    List<Row> rows() {
        Map<LoadCase, List<Row>> byLoad =
                all.stream()
                        .map(figure -> new Row(figure.system(), figure.load()))
                        .distinct()
                        .collect(
                                Collectors.groupingBy(
                                        Row::load, LinkedHashMap::new, Collectors.toList()));
        return byLoad.values().stream().flatMap(List::stream).toList();
    }

    /** Of all rounds of a row. */
    Spread spread(Row row, ToDoubleFunction<Figure> value) {
        return of(row.load(), row.system(), value).orElseThrow();
    }

    /** CPU seconds of a process; nothing where a system has none. */
    Optional<Spread> cpu(Row row, Processes.Role role) {
        return spread(
                of(row.load(), row.system())
                        .filter(figure -> figure.cpu().used().containsKey(role))
                        .mapToDouble(figure -> figure.cpu().seconds(role)));
    }

    /** Sums over all rounds: rejected, resent, lost, badly signed. */
    String faults(Row row) {
        return Stream.<ToLongFunction<LoadResult>>of(
                        LoadResult::rejects, LoadResult::resent, LoadResult::lost, LoadResult::bad)
                .map(
                        fault ->
                                of(row.load(), row.system())
                                        .map(Figure::result)
                                        .mapToLong(fault)
                                        .sum())
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    /** Of the starts of a system; nothing where it was not started. */
    Optional<Spread> start(String system) {
        return spread(starts.getOrDefault(system, List.of()));
    }

    /** The systems that were started, each once. */
    List<String> started() {
        return List.copyOf(starts.keySet());
    }

    /** Of all rounds; nothing where it was not measured. */
    Optional<Spread> of(Measure measure) {
        return spread(measures.getOrDefault(measure, List.of()));
    }

    /** One system's by another's, round by round; nothing where one was not measured. */
    Optional<Spread> ratio(
            LoadCase load, String system, String other, ToDoubleFunction<Figure> value) {
        return compare(load, system, other, value, (one, two) -> one / two);
    }

    /** One system's less another's, round by round; nothing where one was not measured. */
    Optional<Spread> beyond(
            LoadCase load, String system, String other, ToDoubleFunction<Figure> value) {
        return compare(load, system, other, value, (one, two) -> one - two);
    }

    private Optional<Spread> compare(
            LoadCase load,
            String system,
            String other,
            ToDoubleFunction<Figure> value,
            DoubleBinaryOperator comparison) {
        Map<Integer, Figure> others =
                of(load, other).collect(Collectors.toMap(Figure::round, Function.identity()));
        DoubleStream.Builder values = DoubleStream.builder();
        of(load, system)
                .forEach(
                        figure -> {
                            Figure rival = others.get(figure.round());
                            if (rival != null) {
                                values.add(
                                        comparison.applyAsDouble(
                                                value.applyAsDouble(figure),
                                                value.applyAsDouble(rival)));
                            }
                        });
        return spread(values.build());
    }

    /** Of one system's rounds; nothing where it was not measured. */
    Optional<Spread> of(LoadCase load, String system, ToDoubleFunction<Figure> value) {
        return spread(of(load, system).mapToDouble(value));
    }

    private Stream<Figure> of(LoadCase load, String system) {
        return all.stream()
                .filter(figure -> figure.system().equals(system) && figure.load().equals(load));
    }

    private static Optional<Spread> spread(List<Double> values) {
        return spread(values.stream().mapToDouble(Double::doubleValue));
    }

    private static Optional<Spread> spread(DoubleStream values) {
        double[] all = values.toArray();
        return all.length == 0 ? Optional.empty() : Optional.of(Spread.of(all));
    }
}
