package org.portlease.feed;

import org.jspecify.annotations.Nullable;

/**
 * Something that somebody should look at, as long as it lasts. Two of the same kind, provider and
 * subject are one, whatever their details say.
 *
 * @param provider whose it is; null for the master's own
 * @param what of what: a home server's address, a NAS's name; empty where the provider says it all
 * @param detail for people
 */
record Condition(String kind, @Nullable Owner provider, String what, String detail) {

    /** What it is known by. */
    record Key(String kind, @Nullable Owner provider, String what) {}

    Key key() {
        return new Key(kind, provider, what);
    }
}
