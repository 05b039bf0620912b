package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portlease.test.world.ApiContract;

/**
 * The API's description is complete. That it is true is seen wherever scenarios use the API: each
 * answer is compared with it.
 */
class ApiDescriptionIT extends StandardScenario {

    private static final String PATCH = "/requestBody/content/application~1merge-patch+json";

    private ApiContract contract() {
        return world.a().api().contract();
    }

    private List<ApiContract.Operation> changes() {
        return contract().operations().stream()
                .filter(each -> !each.method().equals("GET"))
                .toList();
    }

    @Test
    void everyOperationSaysWhatItIsForAndHasANameOfItsOwn() {
        assertThat(contract().operations())
                .hasSizeGreaterThan(100)
                .allSatisfy(each -> assertThat(each.said().path("summary").asText()).isNotBlank())
                .allSatisfy(each -> assertThat(each.said().path("tags")).isNotEmpty());
        assertThat(
                        contract().operations().stream()
                                .map(each -> each.said().path("operationId").asText())
                                .toList())
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void everyBodyOfJsonHasAnExampleThatItsOwnSchemaTakes() {
        assertThat(contract().withoutExample()).isEmpty();
        assertThat(contract().wrongExamples()).isEmpty();
    }

    @Test
    void everyBodyIsRequired() {
        assertThat(changes())
                .map(each -> each.said().path("requestBody"))
                .filteredOn(body -> !body.isMissingNode())
                .hasSizeGreaterThan(50)
                .allSatisfy(body -> assertThat(body.path("required").asBoolean()).isTrue());
    }

    @Test
    void aMergePatchHasTheFieldsThatChangeAloneAndNullForTheUsualValue() {
        assertThat(changes())
                .filteredOn(each -> each.method().equals("PATCH"))
                .hasSizeGreaterThan(5)
                .allSatisfy(
                        each -> {
                            JsonNode body = each.said().at(PATCH);
                            ObjectNode nothing = JsonNodeFactory.instance.objectNode();
                            assertThat(contract().faults(body.path("schema"), nothing)).isEmpty();
                            ObjectNode nulls = JsonNodeFactory.instance.objectNode();
                            body.path("example").fieldNames().forEachRemaining(nulls::putNull);
                            assertThat(nulls).isNotEmpty();
                            assertThat(contract().faults(body.path("schema"), nulls)).isEmpty();
                        });
    }

    @Test
    void everyOperationTellsOfItsFaults() {
        assertThat(contract().operations())
                .allSatisfy(
                        each ->
                                assertThat(each.said().path("responses").fieldNames())
                                        .toIterable()
                                        .contains("401", "403", "503"));
        assertThat(changes())
                .allSatisfy(
                        each ->
                                assertThat(each.said().path("responses").fieldNames())
                                        .toIterable()
                                        .contains("409", "422"));
    }

    @Test
    void changesTakeAReasonAndCanBeTried() {
        assertThat(changes())
                .allSatisfy(
                        each ->
                                assertThat(each.said().path("parameters").findValuesAsText("name"))
                                        .contains("Portlease-Reason", "dryRun"));
    }
}
