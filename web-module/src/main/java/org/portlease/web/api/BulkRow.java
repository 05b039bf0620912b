package org.portlease.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One of the many that are imported.
 *
 * @param place where it is said: "line 17", or "[16]"
 * @param fields what is said; no field for an empty cell
 */
record BulkRow(String place, ObjectNode fields) {

    /** Names a field of it. */
    String field(String name) {
        if (name.isEmpty()) {
            return place;
        }
        return place.startsWith("[") ? place + "." + name : place + ", " + name;
    }

    @Override
    public String toString() {
        return place;
    }
}
