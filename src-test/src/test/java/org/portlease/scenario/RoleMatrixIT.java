package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.world.ApiClient;
import org.portlease.test.world.ApiContract.Operation;
import org.portlease.test.world.User;

/** Each operation of the API, asked for in each role: docs/api.md says who may. */
class RoleMatrixIT extends StandardScenario {

    private static final String STREAM = "/api/v1/feed";
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| /([^|]*) \\| ?([^|]*) ?\\| ?([^|]*) ?\\|$");
    private static final Map<String, User> USERS =
            Map.of(
                    "operator", User.OPERATOR,
                    "billing", User.BILLING,
                    "auditor", User.AUDITOR,
                    "provider", User.NORTH);

    /** Who may read and change what is below that path. */
    private record Right(String path, Set<String> readers, Set<String> changers) {

        boolean holdsFor(String operation) {
            return operation.equals(path) || operation.startsWith(path + "/");
        }
    }

    private final List<Right> rights = rights();

    private static List<Right> rights() {
        try {
            return ROW.matcher(Files.readString(Path.of("..", "docs", "api.md")))
                    .results()
                    .map(
                            row ->
                                    new Right(
                                            "/api/v1/" + row.group(1),
                                            roles(row.group(2)),
                                            roles(row.group(3))))
                    .sorted(Comparator.comparing((Right right) -> -right.path().length()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> roles(String cell) {
        return cell.isBlank() ? Set.of() : Set.of(cell.strip().split(", "));
    }

    private ApiClient api() {
        return world.a().api();
    }

    private List<Operation> operations() {
        return api().contract().operations().stream()
                .filter(each -> each.path().startsWith("/api/v1/"))
                .toList();
    }

    private Set<String> allowed(Operation operation) {
        Right right =
                rights.stream()
                        .filter(each -> each.holdsFor(operation.path()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("nobody says who may " + operation));
        return operation.method().equals("GET") ? right.readers() : right.changers();
    }

    @BeforeEach
    void northSpeaksForAProvider() {
        if (!api().get(User.NORTH, "/api/v1/contracts").body().contains("[")) {
            bindNorth();
        }
        assertThat(api().get(User.NORTH, "/api/v1/contracts").statusCode()).isEqualTo(200);
    }

    private void bindNorth() {
        JsonNode provider =
                api().read(User.OPERATOR, "providers?name=" + world.csp(1).name()).get(0);
        String principal = "providers/" + provider.get("id") + "/principals/" + User.NORTH.name();
        HttpResponse<String> bound = api().send(User.OPERATOR, "PUT", principal, "", Map.of());
        assertThat(bound.statusCode()).as(bound.body()).isEqualTo(200);
    }

    @Test
    void whoMayDoesNotGet403AndWhoMayNotDoes() {
        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations()) {
            Set<String> allowed = allowed(operation);
            USERS.forEach(
                    (role, user) -> {
                        int status = ask(user, operation);
                        boolean refused = status == 403;
                        if (refused == allowed.contains(role) || status == 401 || status >= 500) {
                            wrong.add(operation + " as " + role + ": " + status);
                        }
                    });
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void whoHasNoRoleMayNothing() {
        assertThat(operations())
                .allSatisfy(
                        each -> assertThat(ask(User.NOBODY, each)).as("%s", each).isEqualTo(403));
    }

    @Test
    void nobodyIsAskedWhoHeIs() {
        assertThat(operations())
                .allSatisfy(each -> assertThat(ask(null, each)).as("%s", each).isEqualTo(401));
    }

    /** Every right that the page grants is one to something that there is. */
    @Test
    void everyRightIsToSomething() {
        assertThat(rights)
                .hasSizeGreaterThan(30)
                .allSatisfy(
                        right ->
                                assertThat(operations().stream().map(Operation::path))
                                        .anyMatch(right::holdsFor));
    }

    /** With ids that nothing has and bodies that say nothing: nothing comes of it. */
    private int ask(@Nullable User user, Operation operation) {
        String path = filled(operation) + "?dryRun=true";
        HttpRequest.Builder request =
                user == null ? api().request(path) : api().request(user, path);
        Stream.ofNullable(operation.said().get("requestBody"))
                .map(body -> body.get("content").fieldNames().next())
                .forEach(type -> request.header("Content-Type", type));
        boolean hasBody = operation.said().has("requestBody");
        request.method(
                operation.method(),
                hasBody
                        ? HttpRequest.BodyPublishers.ofString("{}")
                        : HttpRequest.BodyPublishers.noBody());
        return path.startsWith(STREAM)
                ? begun(request.build())
                : api().send(request.build()).statusCode();
    }

    private int begun(HttpRequest request) {
        HttpResponse<InputStream> answer =
                api().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            answer.body().close();
            return answer.statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String filled(Operation operation) {
        String path = operation.path();
        for (JsonNode parameter : operation.said().path("parameters")) {
            JsonNode schema = parameter.path("schema");
            String value =
                    schema.path("format").asText().equals("uuid")
                            ? new UUID(0, 1).toString()
                            : schema.path("type").asText().equals("integer") ? "999999" : "no-such";
            path = path.replace("{" + parameter.get("name").asText() + "}", value);
        }
        return path;
    }
}
