package org.portlease.session;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table, or what is read and written of one.
 *
 * @param fields the key first, where rows are found by it
 */
record Table(String name, List<Field> fields) {

    Table {
        fields = List.copyOf(fields);
    }

    Field key() {
        return fields.get(0);
    }

    /** Reads its columns; a condition follows. */
    String select() {
        return "select " + names() + " from " + name + " ";
    }

    /** Of one row. */
    String insert() {
        return "insert into "
                + name
                + " ("
                + names()
                + ") values ("
                + String.join(", ", Collections.nCopies(fields.size(), "?"))
                + ")";
    }

    private String names() {
        return fields.stream().map(Field::name).collect(Collectors.joining(", "));
    }
}
