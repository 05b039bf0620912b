package org.portlease.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Writes what differs. */
interface RowWriter {

    /**
     * Writes the differences in their order.
     *
     * @throws IllegalStateException where a row that was locked is not there
     */
    void write(Connection connection, List<Difference> differences) throws SQLException;

    /** The fastest for that database. */
    static RowWriter of(Connection connection) throws SQLException {
        return RoundTrip.isOneOn(connection) ? new ArrayWriter() : new BatchWriter();
    }
}
