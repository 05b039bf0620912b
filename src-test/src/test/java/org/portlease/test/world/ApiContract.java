package org.portlease.test.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The API's description (OpenAPI), taken at its word: what a server answers must be there, status,
 * media type and each field.
 */
public final class ApiContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "patch", "put", "delete");
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final JsonNode document;
    private final JsonNode components;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<JsonNode, JsonSchema> known = new ConcurrentHashMap<>();

    /** One thing that can be done. */
    public record Operation(String method, String path, JsonNode said) {

        private Pattern pattern() {
            return Pattern.compile(path.replaceAll("\\{[^/]+}", "[^/]+"));
        }

        /** How many parameters stand in its path: the fewest fit best. */
        private int openness() {
            return path.split("\\{", -1).length;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    public ApiContract(JsonNode document) {
        this.document = document;
        this.components = strict(document.get("components").deepCopy());
        document.get("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .properties()
                                        .forEach(
                                                each -> {
                                                    if (METHODS.contains(each.getKey())) {
                                                        operations.add(
                                                                new Operation(
                                                                        each.getKey()
                                                                                .toUpperCase(
                                                                                        Locale
                                                                                                .ROOT),
                                                                        path.getKey(),
                                                                        each.getValue()));
                                                    }
                                                }));
    }

    /** A field that is not described must not be shown. */
    private static JsonNode strict(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.has("properties")
                && object.get("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiContract::strict);
        return node;
    }

    public JsonNode document() {
        return document;
    }

    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /**
     * @throws AssertionError where the answer is not what is described
     */
    public void check(String method, HttpResponse<String> answer) {
        String path = answer.request().uri().getPath();
        Optional<Operation> operation =
                operations.stream()
                        .filter(each -> each.method().equals(method))
                        .filter(each -> each.pattern().matcher(path).matches())
                        .min((a, b) -> a.openness() - b.openness());
        operation.ifPresent(each -> check(each, answer));
    }

    private void check(Operation operation, HttpResponse<String> answer) {
        int status = answer.statusCode();
        JsonNode response = operation.said().path("responses").path(Integer.toString(status));
        if (response.isMissingNode()) {
            throw wrong(operation, answer, "no answer " + status + " is described");
        }
        String body = answer.body();
        if (body.isEmpty()) {
            return;
        }
        String type =
                answer.headers()
                        .firstValue("Content-Type")
                        .map(said -> said.replaceFirst(";.*", ""))
                        .orElse("");
        JsonNode content = response.path("content").path(type);
        if (content.isMissingNode()) {
            throw wrong(operation, answer, "no " + type + " is described");
        }
        if (type.endsWith("json") && content.has("schema")) {
            List<String> faults = faults(content.get("schema"), tree(body));
            if (!faults.isEmpty()) {
                throw wrong(operation, answer, String.join("; ", faults));
            }
        }
    }

    /** What the value has against the schema. */
    public List<String> faults(JsonNode schema, JsonNode value) {
        return known.computeIfAbsent(schema, this::compiled).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private JsonSchema compiled(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", components);
        return SCHEMAS.getSchema(whole);
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("expected JSON, but got: " + body, e);
        }
    }

    private static AssertionError wrong(
            Operation operation, HttpResponse<String> answer, String fault) {
        return new AssertionError(
                operation + " is not as it is described: " + fault + "\n" + answer.body());
    }

    /** Each operation's examples that its own schema refuses, by where they stand. */
    public Map<String, List<String>> wrongExamples() {
        Map<String, List<String>> wrong = new TreeMap<>();
        for (Operation operation : operations) {
            contents(operation)
                    .forEach(
                            (place, content) -> {
                                if (content.has("example") && content.has("schema")) {
                                    List<String> faults =
                                            faults(content.get("schema"), content.get("example"));
                                    if (!faults.isEmpty()) {
                                        wrong.put(operation + " " + place, faults);
                                    }
                                }
                            });
        }
        return wrong;
    }

    /** Where a body of JSON is described without an example. */
    public List<String> withoutExample() {
        List<String> without = new ArrayList<>();
        for (Operation operation : operations) {
            contents(operation)
                    .forEach(
                            (place, content) -> {
                                if (place.endsWith("json") && !content.has("example")) {
                                    without.add(operation + " " + place);
                                }
                            });
        }
        return without;
    }

    private static Map<String, JsonNode> contents(Operation operation) {
        Map<String, JsonNode> contents = new TreeMap<>();
        operation
                .said()
                .path("requestBody")
                .path("content")
                .properties()
                .forEach(each -> contents.put("request " + each.getKey(), each.getValue()));
        operation
                .said()
                .path("responses")
                .properties()
                .forEach(
                        response ->
                                response.getValue()
                                        .path("content")
                                        .properties()
                                        .forEach(
                                                each ->
                                                        contents.put(
                                                                response.getKey()
                                                                        + " "
                                                                        + each.getKey(),
                                                                each.getValue())));
        return contents;
    }
}
