package org.portlease.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM's log of its collector ({@code -Xlog:gc}) tells. */
record GcLog(Path file) {

    private static final Pattern PAUSE =
            Pattern.compile("Pause .*->(\\d+)M\\(\\d+M\\) (\\d+\\.\\d+)ms");

    /** For how long all threads stood still, and what the heap held afterwards. */
    record Pause(long heapMegabytes, double millis) {}

    /** All so far, in their order. */
    List<Pause> pauses() throws IOException {
        return Files.readAllLines(file).stream()
                .map(PAUSE::matcher)
                .filter(Matcher::find)
                .map(
                        line ->
                                new Pause(
                                        Long.parseLong(line.group(1)),
                                        Double.parseDouble(line.group(2))))
                .toList();
    }
}
