package org.portlease.session;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An entity's table as the way of a packet reads and writes it: in SQL of its own, since that costs
 * a fraction of what it does through the entity manager.
 *
 * @param <K> the key's type
 * @param <T> the entity
 */
final class Mapping<K, T> {

    private final Table table;
    private final Reader<T> reader;
    private final Function<T, @Nullable Object[]> values;
    private final BitSet often = new BitSet();
    private final String select;

    /** Makes an entity of a row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    /**
     * @param fields the key first
     * @param reader reads a row's columns in their order
     * @param values what the columns of an entity's row say, in their order
     */
    Mapping(
            String table,
            List<Field> fields,
            Reader<T> reader,
            Function<T, @Nullable Object[]> values) {
        this.table = new Table(table, fields);
        this.reader = reader;
        this.values = values;
        this.select = this.table.select();
        IntStream.range(0, fields.size())
                .filter(i -> fields.get(i).changes() == Field.Changes.OFTEN)
                .forEach(often::set);
    }

    Table table() {
        return table;
    }

    List<Field> fields() {
        return table.fields();
    }

    /**
     * The places of the columns to write where those have changed: where all of them often do, all
     * that do, so that there are few statements to keep prepared.
     */
    List<Integer> written(BitSet changed) {
        BitSet all = changed.stream().allMatch(often::get) ? often : changed;
        return all.stream().boxed().toList();
    }

    T read(Row row) throws SQLException {
        return reader.read(row);
    }

    @Nullable Object[] values(T entity) {
        return values.apply(entity);
    }

    @SuppressWarnings("unchecked") // the first column is the key
    K key(@Nullable Object[] row) {
        return (K) row[0];
    }

    /** Reads its columns; a condition follows. */
    String select() {
        return select;
    }
}
