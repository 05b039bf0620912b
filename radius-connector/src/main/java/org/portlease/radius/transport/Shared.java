package org.portlease.radius.transport;

import java.time.Clock;

/** What the parts of one transport have in common. */
record Shared(
        Directory directory,
        EventQueue queue,
        EventIds ids,
        Clock clock,
        Counters counters,
        Drops drops,
        Occasional occasional) {}
