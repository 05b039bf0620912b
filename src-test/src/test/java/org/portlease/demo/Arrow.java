package org.portlease.demo;

import java.util.List;

/**
 * One message of a sequence chart.
 *
 * @param from who sends it
 * @param to whom it goes to
 * @param dashed whether it is a decision of the built-in Master, and no packet
 * @param title its name
 * @param details what it carries, a line each
 */
record Arrow(Party from, Party to, boolean dashed, String title, List<String> details) {

    Arrow {
        if (from == to) {
            throw new IllegalArgumentException("a message goes from one party to another");
        }
        details = List.copyOf(details);
    }
}
