package org.portlease.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portlease.billing.BillingRefusedException;

class SessionFileTest {

    private static final String HEADER = "session,start,stop,seconds,inputOctets,outputOctets\n";
    private static final String GOOD = "s-1,2026-01-10T10:00:00Z,,3600,1000,2000\n";

    private static List<TheirSession> read(String text) throws IOException {
        SessionFile file =
                new SessionFile(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<TheirSession> sessions = new ArrayList<>();
        for (Optional<TheirSession> next = file.next(); next.isPresent(); next = file.next()) {
            sessions.add(next.get());
        }
        return sessions;
    }

    @Test
    void columnsMayComeInAnyOrder() throws IOException {
        assertThat(
                        read(
                                """
                                nas,outputOctets,seconds,inputOctets,stop,start,session
                                bras,3,1,2,,2026-01-10T11:00:00+01:00,s-1
                                """))
                .containsExactly(
                        new TheirSession(
                                2, "s-1", "bras", Instant.parse("2026-01-10T10:00:00Z"), 1, 2, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s-1,2026-01-10T10:00:00Z,,1,0 | must have 6 fields as the header, but has 5",
                ",2026-01-10T10:00:00Z,,1,0,0 | must have a session",
                "s-1,,,1,0,0 | must have a start",
                "s-1,2026-01-10T10:00:00,,1,0,0 | must have a time",
                "s-1,1969-01-10T10:00:00Z,,1,0,0 | must have a time from 1970",
                "s-1,+123456-01-10T10:00:00Z,,1,0,0 | must have a time from 1970",
                "s-1,2026-01-10T10:00:00Z,2026-01-10T09:59:59Z,1,0,0 | before its start",
                "s-1,2026-01-10T10:00:00Z,,-1,0,0 | whole number from 0 to 31622400 as seconds",
                "s-1,2026-01-10T10:00:00Z,,31622401,0,0 | as seconds, but has '31622401'",
                "s-1,2026-01-10T10:00:00Z,,1,1e3,0 | as inputOctets, but has '1e3'",
                "s-1,2026-01-10T10:00:00Z,,1,0,9999999999999999999 | as outputOctets",
                "s\u00001,2026-01-10T10:00:00Z,,1,0,0 | none of control",
                "s\"1,2026-01-10T10:00:00Z,,1,0,0 | has a quotation mark within",
            })
    void aMalformedLineIsRefusedWithItsNumber(String line, String sentence) {
        assertThatThrownBy(() -> read(HEADER + GOOD + line + "\n"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageStartingWith("line 3 ")
                .hasMessageContaining(sentence);
    }

    @Test
    void aFieldHasItsLimit() throws IOException {
        String rest = ",2026-01-10T10:00:00Z,,1,0,0\n";

        read(HEADER + "x".repeat(253) + rest);
        assertThatThrownBy(() -> read(HEADER + "x".repeat(254) + rest))
                .hasMessageContaining("line 2 must have at most 253 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the file is empty",
                "session,start,stop,seconds,inputOctets | must name the column 'outputOctets'",
                "session,session | names the column 'session' twice",
                "session,userName | but names 'userName'",
            })
    void aHeaderThatIsNotAsItShouldBeIsRefused(String header, String sentence) {

        assertThatThrownBy(() -> read(header))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining(sentence);
    }
}
