package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.portlease.test.world.ApiClient;
import org.portlease.test.world.Await;
import org.portlease.test.world.Database;
import org.portlease.test.world.Databases;
import org.portlease.test.world.Once;
import org.portlease.test.world.OpenIdProvider;
import org.portlease.test.world.PortleaseServer;
import org.portlease.test.world.User;
import org.portlease.test.world.WorldFile;

/** A server whose users an OpenID provider knows, and whose key changes while it runs. */
class SecurityScriptsIT extends Scenario {

    private static final String PATH = "/api/v1/counters";
    private static final String CLIENT = "portlease";
    private static final Duration SWEEPS = Duration.ofSeconds(60);
    private static final List<String> OCTETS =
            List.of(
                    "select substring(secret from 1 for 1) from nas",
                    "select substring(secret from 1 for 1) from home_server",
                    "select substring(virtual_password from 1 for 1) from contract",
                    "select substring(password from 1 for 1) from subscriber",
                    "select substring(digest_key from 1 for 1) from installation");
    private static final Once<SecurityScriptsIT.World> STARTED = new Once<>();

    private record World(PortleaseServer server, OpenIdProvider provider, Database database) {}

    private World world() {
        return STARTED.get(this::start);
    }

    private World start() {
        PortleaseServer server = new PortleaseServer("security");
        List<String> shipped = server.base().configuration();
        server.base().scripted("oidc", "oidc-undo", "security-undo", "security");
        assertThat(server.base().configuration()).as("done, undone, done again").isEqualTo(shipped);
        server.base().scripted("oidc");

        OpenIdProvider provider = new OpenIdProvider();
        Database database = Databases.postgres("security");
        WorldFile file =
                new WorldFile()
                        .pop("Central", 10)
                        .nas("NAS", "Central", "127.0.0.1", "testing123")
                        .rule("REALM", "EXACT", "msp.example", null)
                        .subscriber("alice@msp.example", "alice-secret");
        server.start(
                controller,
                Map.of(
                        "PORTLEASE_DB_URL", database.url(),
                        "PORTLEASE_DB_USER", database.user(),
                        "PORTLEASE_DB_PASSWORD", database.password(),
                        "PORTLEASE_OIDC_URL", provider.issuer(),
                        "PORTLEASE_CONFIGURATION", file.write(server.base()).toString()));
        return new World(server, provider, database);
    }

    private int status(String authorization) {
        return answer(authorization).statusCode();
    }

    private HttpResponse<String> answer(String authorization) {
        return answer(PATH, authorization);
    }

    private HttpResponse<String> answer(String path, String authorization) {
        ApiClient api = world().server().api();
        return api.send(api.request(path).header("Authorization", authorization).build());
    }

    @Test
    void aTokensRolesAreTheUsers() {
        OpenIdProvider provider = world().provider();
        assertThat(status(provider.authorization("anna", CLIENT, List.of("operator"))))
                .isEqualTo(200);
        assertThat(status(provider.authorization("anna", CLIENT, List.of("x", "auditor"))))
                .isEqualTo(200);
        assertThat(status(provider.authorization("north", CLIENT, List.of("provider"))))
                .isEqualTo(403);
        assertThat(status(provider.authorization("anna", CLIENT, List.of()))).isEqualTo(403);
    }

    @Test
    void aTokenThatIsNotForUsIsNoTokenNorIsAPassword() {
        OpenIdProvider provider = world().provider();
        List<String> roles = List.of("operator");
        for (String wrong :
                List.of(
                        provider.authorization("anna", "somebody-else", roles),
                        provider.expired("anna", CLIENT, roles),
                        provider.forged("anna", CLIENT, roles),
                        "Bearer nonsense",
                        User.OPERATOR.authorization())) {
            HttpResponse<String> answer = answer(wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
            assertThat(answer.body()).contains("urn:portlease:problem:unauthenticated");
        }
        assertThat(world().server().base().path().resolve("configuration/portlease-first-password"))
                .doesNotExist();
    }

    @Test
    void aNewKeyIsTakenIntoUseAndWhatIsStoredFollows() {
        PortleaseServer server = world().server();
        Database database = world().database();
        assertThat(octets(database)).containsOnly("\\x01");

        server.cli(
                List.of(
                        "/subsystem=elytron/secret-key-credential-store=portlease:generate-secret-key(alias=portlease-2,key-size=256)"));

        Await.until(
                "all ciphertexts to be of the new key",
                SWEEPS,
                () -> octets(database).equals(List.of("\\x02")));
        assertThat(server.log()).contains("PLKEY0001");
        assertThat(database.texts("select key_number::text from encryption_key order by 1"))
                .as("the older one is kept until nothing can be of it")
                .containsExactly("1", "2");
        JsonNode told = keys("auditor");
        assertThat(told.at("/inUse/0/number").asInt()).isEqualTo(1);
        assertThat(told.at("/inUse/0/encrypts").asBoolean()).isFalse();
        assertThat(told.at("/inUse/0/ciphertexts").asLong()).isZero();
        assertThat(told.at("/inUse/1/number").asInt()).isEqualTo(2);
        assertThat(told.at("/inUse/1/encrypts").asBoolean()).isTrue();
        assertThat(told.at("/inUse/1/ciphertexts").asLong())
                .as("a NAS's secret, a subscriber's password, and the key of digests")
                .isEqualTo(3);
        assertThat(told.at("/waiting")).isEmpty();
    }

    /** How far a change of the key has come, as the API tells it. */
    private JsonNode keys(String role) {
        String authorization = world().provider().authorization("anna", CLIENT, List.of(role));
        HttpResponse<String> answer = answer("/api/v1/encryption-keys", authorization);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ApiClient.json(answer);
    }

    /** The first octets of all ciphertexts, each once. */
    private static List<String> octets(Database database) {
        return database.texts(
                String.join(" union ", OCTETS.stream().map(SecurityScriptsIT::text).toList()));
    }

    private static String text(String query) {
        return "select octet::text from ("
                + query.replace(" from 1 for 1)", " from 1 for 1) as octet")
                + ") t";
    }
}
