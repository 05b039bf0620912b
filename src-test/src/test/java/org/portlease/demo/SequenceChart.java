package org.portlease.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sequence chart in plain ASCII: a lifeline a party, time runs down, a solid arrow is a packet
 * and a dashed one a decision.
 */
final class SequenceChart {

    private static final int WIDTH = 100;

    private final String title;
    private final List<Arrow> arrows;

    SequenceChart(String title, List<Arrow> arrows) {
        this.title = title;
        this.arrows = List.copyOf(arrows);
    }

    List<Arrow> arrows() {
        return arrows;
    }

    /** The chart's lines, without trailing blanks. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(title);
        lines.add("");
        char[] heads = blank();
        for (Party party : Party.values()) {
            write(heads, party.column() - 1, party.title());
        }
        lines.add(text(heads));
        lines.add(text(lifelines()));
        for (Arrow arrow : arrows) {
            lines.add(shaft(arrow));
            for (String detail : arrow.details()) {
                char[] line = lifelines();
                write(line, leftmost(arrow) + 4, detail);
                lines.add(text(line));
            }
            lines.add(text(lifelines()));
        }
        return lines;
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), lines());
    }

    private static String shaft(Arrow arrow) {
        char[] line = lifelines();
        int first = leftmost(arrow) + 1;
        int last = Math.max(arrow.from().column(), arrow.to().column()) - 1;
        for (int x = first; x <= last; x++) {
            line[x] = arrow.dashed() && (last - x) % 2 == 0 ? ' ' : '-';
        }
        boolean rightward = arrow.from().compareTo(arrow.to()) < 0;
        if (rightward) {
            line[last] = '>';
        } else {
            line[first] = '<';
        }
        write(line, first + 2, " " + arrow.title() + " ");
        return text(line);
    }

    private static int leftmost(Arrow arrow) {
        return Math.min(arrow.from().column(), arrow.to().column());
    }

    private static char[] blank() {
        char[] line = new char[WIDTH];
        Arrays.fill(line, ' ');
        return line;
    }

    private static char[] lifelines() {
        char[] line = blank();
        for (Party party : Party.values()) {
            line[party.column()] = '|';
        }
        return line;
    }

    /** Writes over what stands there; what does not fit the page is cut. */
    private static void write(char[] line, int at, String text) {
        int length = Math.min(text.length(), line.length - at);
        text.getChars(0, length, line, at);
    }

    private static String text(char[] line) {
        return new String(line).stripTrailing();
    }
}
