package org.portlease.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

/** The processes that share the machine in a benchmark, and the CPU time they have used. */
record Processes(ProcessHandle server, ProcessHandle postmaster, ProcessHandle load) {

    /** CPU time used since each process began. */
    record Cpu(Duration server, Duration postgres, Duration load) {

        Cpu minus(Cpu earlier) {
            return new Cpu(
                    server.minus(earlier.server),
                    postgres.minus(earlier.postgres),
                    load.minus(earlier.load));
        }

        @Override
        public String toString() {
            return String.format(
                    "server %.1f s, PostgreSQL %.1f s, load and client provider %.1f s",
                    seconds(server), seconds(postgres), seconds(load));
        }

        private static double seconds(Duration duration) {
            return duration.toMillis() / 1000.0;
        }
    }

    Cpu cpu() {
        return new Cpu(used(Stream.of(server)), postgres(), used(Stream.of(load)));
    }

    /** The backends live as long as their connections, so that none is missed at the end. */
    private Duration postgres() {
        return used(Stream.concat(Stream.of(postmaster), postmaster.descendants()));
    }

    private static Duration used(Stream<ProcessHandle> processes) {
        return processes
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The parent of all of PostgreSQL's processes. */
    static ProcessHandle postmaster(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet backend = statement.executeQuery("select pg_backend_pid()")) {
            backend.next();
            return ProcessHandle.of(backend.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
        }
    }
}
