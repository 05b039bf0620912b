package org.portlease.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A browser says which site's page asks; a program says nothing. */
class OtherSitesTest {

    private static final URI OWN = URI.create("https://Portlease.example:8443/api/v1/");

    private static boolean foreign(@Nullable String site, @Nullable String origin) {
        return OtherSites.isForeign(site, origin, OWN);
    }

    @Test
    void aProgramAndAPageOfThisServersAreNotForeign() {
        assertThat(foreign(null, null)).isFalse();
        assertThat(foreign("same-origin", "https://portlease.example:8443")).isFalse();
        assertThat(foreign("none", null)).isFalse();
        assertThat(
                        OtherSites.isForeign(
                                null,
                                "https://portlease.example",
                                URI.create("https://portlease.example:443/")))
                .isFalse();
    }

    @Test
    void aPageOfAnotherSiteIs() {
        assertThat(foreign("cross-site", null)).isTrue();
        assertThat(foreign("same-site", "https://portlease.example:8443")).isTrue();
        assertThat(foreign(null, "https://evil.example")).isTrue();
        assertThat(foreign(null, "https://portlease.example")).as("another port").isTrue();
        assertThat(foreign(null, "null")).isTrue();
        assertThat(foreign(null, "not a URI")).isTrue();
        assertThat(foreign("same-origin", "")).isTrue();
    }
}
