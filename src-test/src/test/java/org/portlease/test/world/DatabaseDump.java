package org.portlease.test.world;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Every octet of every column of every table, binary columns as they are. */
public final class DatabaseDump {

    private final String octets;

    private DatabaseDump(String octets) {
        this.octets = octets;
    }

    public static DatabaseDump of(Database database) throws SQLException {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        List<String> tables =
                database.texts(
                        "select table_name from information_schema.tables"
                                + " where table_schema = 'public'");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("select * from \"" + table + '"')) {
                    write(rows, dump);
                }
            }
        }
        return new DatabaseDump(dump.toString(ISO_8859_1));
    }

    private static void write(ResultSet rows, ByteArrayOutputStream dump) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            for (int column = 1; column <= columns; column++) {
                Object value = rows.getObject(column);
                dump.writeBytes(
                        value instanceof byte[] binary
                                ? binary
                                : String.valueOf(value).getBytes(UTF_8));
                dump.write('\n');
            }
        }
    }

    public boolean contains(byte[] needle) {
        return octets.contains(new String(needle, ISO_8859_1));
    }
}
