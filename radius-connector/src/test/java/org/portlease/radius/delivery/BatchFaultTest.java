package org.portlease.radius.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.ResourceAllocationException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchFaultTest {

    @ParameterizedTest
    @CsvSource({
        "40001, CONFLICT",
        "40P01, CONFLICT",
        "55P03, CONFLICT",
        "HYT00, CONFLICT",
        "08006, NO_DATABASE",
        "53300, NO_DATABASE",
        "57P01, NO_DATABASE",
        "90121, NO_DATABASE",
        "23505, CONFLICT",
        "57014, CONFLICT",
        "22001, OTHER"
    })
    void followsTheSqlState(String state, BatchFault expected) {
        RuntimeException failure = new RuntimeException(new SQLException("x", state));

        assertThat(BatchFault.of(failure)).isEqualTo(expected);
    }

    @Test
    void looksIntoTheNextExceptionsOfAJdbcBatch() {
        BatchUpdateException batch = new BatchUpdateException("batch", null, new int[0]);
        batch.setNextException(new SQLException("deadlock", "40P01"));

        assertThat(BatchFault.of(new RuntimeException(batch))).isEqualTo(BatchFault.CONFLICT);
    }

    @Test
    void looksIntoWhatWasSuppressed() {
        RuntimeException failure = new RuntimeException("rolled back");
        failure.addSuppressed(new SQLException("gone", "08003"));

        assertThat(BatchFault.of(failure)).isEqualTo(BatchFault.NO_DATABASE);
    }

    @Test
    void takesAConnectionThatCannotBeHadForNoDatabase() {
        assertThat(
                        BatchFault.of(
                                new RuntimeException(
                                        new SQLException(
                                                new ResourceAllocationException("IJ000453")))))
                .isEqualTo(BatchFault.NO_DATABASE);
        assertThat(BatchFault.of(new RuntimeException(new SQLTransientConnectionException("x"))))
                .isEqualTo(BatchFault.NO_DATABASE);
    }

    @Test
    void endsInACircleOfCauses() {
        RuntimeException one = new RuntimeException("one");
        RuntimeException two = new RuntimeException("two", one);
        one.initCause(two);

        assertThat(BatchFault.of(one)).isEqualTo(BatchFault.OTHER);
    }

    @Test
    void describesWithoutAnyMessage() {
        SQLException quoting = new SQLException("Key (name)=(bob) already exists", "23505");

        assertThat(BatchFault.describe(new IllegalStateException("of bob", quoting)))
                .contains("IllegalStateException", "SQLException 23505", "BatchFaultTest.java")
                .doesNotContain("bob");
    }
}
