package org.portlease.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.provider.Nas;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

/** What each provider may hand a NAS and what is added, as it is configured. */
@SuppressWarnings("NullAway.Init") // set before each test
class ProviderAttributesTest {

    private static final int FILTER_ID = 11;
    private static final int FRAMED_POOL = 88;
    private static final int CISCO = 9;

    private static final String WORLD =
            """
            {'pops': [{'name': 'one', 'ports': 9}, {'name': 'two', 'ports': 9}],
             'nases': [{'name': 'nas1', 'pop': 'one', 'network': '10.0.0.1', 'secret': 's'},
                       {'name': 'nas2', 'pop': 'two', 'network': '10.0.0.2', 'secret': 's'}],
             'providers': [
               {'name': 'North', 'homeServers': [],
                'attributesToNas': {'allow': ['Filter-Id'], 'deny': ['Reply-Message']},
                'attributesToHome': {'deny': ['9:*']},
                'contract': {
                  'virtualIdentifier': 'v-north', 'virtualPassword': 'p', 'ports': 3,
                  'attributes': [
                    {'attribute': 'Framed-Pool', 'value': 'all'},
                    {'attribute': '9:1', 'value': 'a=b'},
                    {'attribute': '9:1', 'value': 'c=d'},
                    {'attribute': 'No-Such', 'value': 'x'},
                    {'pop': 'two', 'attribute': 'Framed-Pool', 'value': 'two'}]}},
               {'name': 'South', 'homeServers': [],
                'contract': {'virtualIdentifier': 'v-south', 'virtualPassword': 'p', 'ports': 3}}]}
            """;

    private final TestDatabase database = new TestDatabase();
    private Directory directory;
    private ProviderAttributes attributes;

    @BeforeEach
    void configure() {
        database.run(entities -> WorldFixture.load(entities, WORLD));
        try (EntityManager entities = database.factory().createEntityManager()) {
            DirectoryCache cache = new DirectoryCache(entities);
            cache.refresh();
            directory = cache.current();
        }
        attributes = new ProviderAttributes(directory, WorldFixture.KEYS);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void eachProvidersAnswerPassesItsOwnFilter() {
        Packet north = attributes.toNas(route("v-north"), answer());
        Packet south = attributes.toNas(route("v-south"), answer());

        assertThat(north.text(FILTER_ID)).contains("gold");
        assertThat(north.has(18)).isFalse();
        assertThat(south.has(FILTER_ID)).isFalse();
        assertThat(south.text(18)).contains("hello");
        assertThat(attributes.toNas(new Route.Own("alice", ""), answer()).has(FILTER_ID)).isTrue();
    }

    @Test
    void eachProvidersRequestPassesItsOwnFilter() {
        Packet request =
                Packet.of(Code.ACCESS_REQUEST)
                        .addText(USER_NAME, "bob")
                        .addVendor(CISCO, 2, "tty".getBytes(US_ASCII));

        Packet north = attributes.toHome(contract("v-north").providerId(), request);

        assertThat(north.text(USER_NAME)).contains("bob");
        assertThat(north.vendorOctets(CISCO, 2)).isEmpty();
        assertThat(attributes.toHome(contract("v-south").providerId(), request)).isSameAs(request);
    }

    @Test
    void whatTheMasterAddsStandsInPlaceOfWhatTheProviderSaid() {
        Packet accept = answer().addVendor(CISCO, 1, "theirs".getBytes(US_ASCII));

        attributes.complete(accept, route("v-north"), nas("nas1"));

        assertThat(accept.allOctets(FRAMED_POOL)).containsExactly("all".getBytes(US_ASCII));
        assertThat(accept.vendorOctets(CISCO, 1)).contains("a=b".getBytes(US_ASCII));
        assertThat(accept.allOctets(26)).hasSize(2);
        assertThat(accept.text(FILTER_ID)).contains("gold");
    }

    @Test
    void whatAPointOfPresenceHasOfItsOwnStandsInPlaceOfTheGeneral() {
        Packet accept = attributes.complete(answer(), route("v-north"), nas("nas2"));

        assertThat(accept.allOctets(FRAMED_POOL)).containsExactly("two".getBytes(US_ASCII));
        assertThat(accept.allOctets(26)).hasSize(2);
    }

    @Test
    void nothingIsAddedForOthers() {
        Packet south = attributes.complete(answer(), route("v-south"), nas("nas1"));
        Packet own = attributes.complete(answer(), new Route.Own("alice", ""), nas("nas1"));

        assertThat(south.text(FRAMED_POOL)).contains("theirs");
        assertThat(own.text(FRAMED_POOL)).contains("theirs");
    }

    @Test
    void theyAreReadOncePerVersion() {
        AttributePolicy policy = new AttributePolicy();

        assertThat(policy.of(directory)).isSameAs(policy.of(directory));
        assertThat(policy.of(directory).directory()).isSameAs(directory);
    }

    private static Packet answer() {
        return Packet.of(Code.ACCESS_ACCEPT)
                .addText(18, "hello")
                .addText(FILTER_ID, "gold")
                .addText(FRAMED_POOL, "theirs");
    }

    private Route route(String virtual) {
        return new Route.Client(contract(virtual), "", false);
    }

    private Contract contract(String virtual) {
        return directory.contractOfVirtual(virtual).orElseThrow();
    }

    private Nas nas(String name) {
        return directory.nases().stream()
                .filter(nas -> nas.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
