package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.portlease.test.world.ApiClient;
import org.portlease.test.world.ApiContract.Operation;
import org.portlease.test.world.Csp;
import org.portlease.test.world.User;

/**
 * Whatever of the API a client provider may read, by its description: it finds its own rows there,
 * and no other's.
 *
 * @param csp who has rows
 * @param owner who speaks for it
 * @param stranger who speaks for another one
 */
record OwnRows(ApiClient api, Csp csp, User owner, User stranger) {

    private static final List<String> STREAMS = List.of("/api/v1/feed", "/api/v1/usage/export");
    private static final List<String> IDS = List.of("id", "session");

    /**
     * @return how many rows were asked for one by one
     */
    int check() {
        List<Operation> lists = reading().filter(each -> !each.path().contains("{")).toList();
        lists.forEach(this::strangerFindsNothingIn);
        return lists.stream().mapToInt(this::rowsAreTheOwnersAlone).sum();
    }

    private Stream<Operation> reading() {
        return api.contract().operations().stream()
                .filter(each -> each.method().equals("GET"))
                .filter(each -> each.path().startsWith("/api/v1/"))
                .filter(each -> !STREAMS.contains(each.path()));
    }

    private void strangerFindsNothingIn(Operation list) {
        assertThat(api.get(stranger, list.path()).body())
                .as("%s of another's", list)
                .doesNotContain("\"" + csp.name() + "\"")
                .doesNotContain(csp.virtualIdentifier());
    }

    private int rowsAreTheOwnersAlone(Operation list) {
        boolean byProvider =
                list.said().path("parameters").findValuesAsText("name").contains("provider");
        String resource = list.path().substring("/api/v1/".length());
        Optional<String> row =
                byProvider && api.get(owner, list.path()).statusCode() == 200
                        ? first(api.read(User.AUDITOR, resource + "?provider=" + csp.name()))
                        : Optional.empty();
        List<Operation> ofRow =
                row.isEmpty()
                        ? List.of()
                        : reading()
                                .filter(
                                        each ->
                                                each.path()
                                                        .matches(list.path() + "/\\{\\w+}(/\\w+)?"))
                                .toList();
        for (Operation operation : ofRow) {
            String path = operation.path().replaceFirst("\\{\\w+}", row.orElseThrow());
            if (api.get(owner, path).statusCode() != 403) {
                assertThat(api.get(owner, path).statusCode()).as(path).isEqualTo(200);
                assertThat(api.get(stranger, path).statusCode()).as(path).isEqualTo(404);
            }
        }
        return ofRow.size();
    }

    private static Optional<String> first(JsonNode rows) {
        return IDS.stream()
                .map(name -> rows.path(0).path(name).asText())
                .filter(id -> !id.isEmpty())
                .findFirst();
    }
}
