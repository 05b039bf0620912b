package org.portlease.benchmark;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.portlease.test.world.Database;
import org.postgresql.PGConnection;

/**
 * Sessions whose Stop was acknowledged: each must have its usage record.
 *
 * @param sessions how many there are
 * @param missing how many of them are not recorded
 */
record Acknowledged(long sessions, long missing) {

    private static final String CHECK =
            """
            select count(*), count(*) filter (where u.id is null)
              from acknowledged a
              left join (select distinct acct_session_id as id from usage_record) u on u.id = a.id
            """;

    /**
     * @param ids a file of Acct-Session-Ids, one a line
     */
    static Acknowledged check(Database database, Path ids) throws IOException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                Reader reader = Files.newBufferedReader(ids)) {
            statement.execute("create temporary table acknowledged (id varchar(253))");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy acknowledged from stdin", reader);
            // else a plan for two small tables would compare each with each
            statement.execute("analyze acknowledged");
            statement.execute("analyze usage_record");
            try (ResultSet row = statement.executeQuery(CHECK)) {
                row.next();
                return new Acknowledged(row.getLong(1), row.getLong(2));
            }
        } catch (SQLException e) {
            throw new IOException("the acknowledged sessions could not be looked for", e);
        }
    }
}
