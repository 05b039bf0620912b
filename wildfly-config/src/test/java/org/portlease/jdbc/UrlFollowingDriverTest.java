package org.portlease.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class UrlFollowingDriverTest {

    private final UrlFollowingDriver driver = new UrlFollowingDriver();

    private Optional<String> effective(String url, String property) throws SQLException {
        return Arrays.stream(driver.getPropertyInfo(url, new Properties()))
                .filter(info -> info.name.equals(property))
                .map((DriverPropertyInfo info) -> info.value)
                .findFirst();
    }

    @Test
    void anH2UrlReachesH2() throws SQLException {
        try (Connection connection =
                Objects.requireNonNull(
                        driver.connect("jdbc:h2:mem:follow;MODE=PostgreSQL", new Properties()))) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("H2");
        }
    }

    @Test
    void aPostgresqlUrlReachesPostgresql() {
        assertThatThrownBy(() -> driver.connect("jdbc:postgresql://127.0.0.1:1/x", null))
                .isInstanceOf(org.postgresql.util.PSQLException.class)
                .hasMessageContaining("127.0.0.1:1 refused");
    }

    @Test
    void postgresqlGetsDefaultsThatItsUrlMayOverride() throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1/x";

        assertThat(effective(url, "reWriteBatchedInserts")).contains("true");
        assertThat(effective(url, "socketTimeout")).contains("5");
        assertThat(effective(url, "options"))
                .contains("-c enable_seqscan=off -c jit=off -c lock_timeout=1s");
        assertThat(effective(url + "?socketTimeout=60", "socketTimeout")).contains("60");
    }

    @Test
    void theCallersPropertiesWinOverTheDefaults() {
        Properties given = new Properties();
        given.setProperty("socketTimeout", "60");
        given.setProperty("user", "portlease");

        Properties effective = UrlFollowingDriver.withDefaults("jdbc:postgresql:x", given);

        assertThat(effective)
                .containsEntry("socketTimeout", "60")
                .containsEntry("user", "portlease")
                .containsEntry("reWriteBatchedInserts", "true");
        assertThat(UrlFollowingDriver.withDefaults("jdbc:h2:mem:x", null)).isEmpty();
    }

    @Test
    void anotherDatabasesUrlIsAnsweredWithTheSettingsNameAndNoSecret() {
        assertThatThrownBy(
                        () ->
                                driver.connect(
                                        "jdbc:mysql://127.0.0.1/x?password=hush", new Properties()))
                .isInstanceOf(SQLException.class)
                .hasMessage(
                        "PORTLEASE_DB_URL: expected a URL that begins with jdbc:postgresql: or"
                                + " jdbc:h2:, but got one of jdbc:mysql:");
    }
}
