package org.portlease.web.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Writes into the API's description (OpenAPI) what holds for all of it, so that no resource repeats
 * it: headers, faults, names of operations, and examples made of those of the fields.
 */
public class ApiDescription implements OASFilter {

    private static final String PROBLEM = "Problem";
    private static final String OK = "200";
    private static final String CREATED = "201";
    private static final String PREVIEW = "-preview";
    private static final int DEEPEST = 6;

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Map<String, PathItem> paths = api.getPaths().getPathItems();
        PatchSchemas patches = new PatchSchemas(api.getComponents());
        paths.values().forEach(item -> item.getOperations().values().forEach(patches::describe));
        Examples examples = new Examples(api.getComponents());
        paths.forEach(
                (path, item) -> {
                    boolean holds = holdsThings(path, paths.keySet());
                    item.getOperations()
                            .forEach(
                                    (method, operation) ->
                                            complete(path, method, operation, holds, examples));
                });
    }

    /** Whether single things are found below the path: then a POST there creates one. */
    private static boolean holdsThings(String path, Set<String> paths) {
        String below = Pattern.quote(path + "/{") + "[^/]+";
        return paths.stream().anyMatch(other -> other.matches(below));
    }

    private static void complete(
            String path,
            PathItem.HttpMethod method,
            Operation operation,
            boolean creates,
            Examples examples) {
        operation.setOperationId(name(path, method));
        APIResponses responses = operation.getResponses();
        switch (method) {
            case GET -> completeReading(path, operation, responses);
            case POST -> completePost(operation, responses, creates);
            case PATCH, DELETE, PUT -> completeChange(operation, responses, method);
            default -> {}
        }
        fault(responses, Fault.UNAUTHENTICATED);
        fault(responses, Fault.FORBIDDEN);
        fault(responses, Fault.UNAVAILABLE);
        if (path.contains("{")) {
            fault(responses, Fault.NOT_FOUND);
        }
        if (method != PathItem.HttpMethod.GET) {
            fault(responses, Fault.UNSUPPORTED_MEDIA_TYPE);
        }
        if (operation.getRequestBody() != null) {
            fault(responses, Fault.MALFORMED);
            fault(responses, Fault.TOO_SLOW);
            fault(responses, Fault.TOO_LARGE);
            examples.addTo(operation.getRequestBody().getContent().getMediaTypes());
        }
        responses
                .getAPIResponses()
                .values()
                .forEach(
                        response -> {
                            if (response.getContent() != null) {
                                examples.addTo(response.getContent().getMediaTypes());
                            }
                        });
    }

    private static void completeReading(String path, Operation operation, APIResponses responses) {
        APIResponse fine = responses.getAPIResponse(OK);
        if (fine == null) {
            return;
        }
        fault(responses, Fault.INVALID);
        if (isFile(fine)) {
            fault(responses, Fault.NOT_ACCEPTABLE);
            fault(responses, Fault.TOO_MANY);
        }
        if (isFile(fine) || path.endsWith(PREVIEW)) {
            fault(responses, Fault.CONFLICT);
        }
        boolean list = hasParameter(operation, AnswerFilter.AFTER);
        if (list) {
            header(fine, "Link", "Where the list goes on, rel=\"next\" (RFC 8288)");
        } else if (path.endsWith("}")) {
            header(fine, "ETag", "The version of what is shown, for If-Match");
        }
    }

    private static void completePost(Operation operation, APIResponses responses, boolean creates) {
        operation.addParameter(
                headerParameter(
                        CallFilter.IDEMPOTENCY_KEY,
                        "The same request with the same key is done once, within a day",
                        false));
        operation.addParameter(reason());
        operation.addParameter(dryRun());
        APIResponse fine = responses.getAPIResponse(OK);
        if (creates && fine != null) {
            responses.addAPIResponse(
                    OK,
                    OASFactory.createAPIResponse()
                            .description("What a dry run would have created")
                            .content(fine.getContent()));
            responses.addAPIResponse(CREATED, fine.description("Created"));
            header(fine, "Location", "Where it is");
            header(fine, "ETag", "Its version, for If-Match");
        } else {
            operation.addParameter(headerParameter("If-Match", "The version that is meant", false));
            fault(responses, Fault.STALE);
        }
        fault(responses, Fault.CONFLICT);
        fault(responses, Fault.INVALID);
    }

    private static void completeChange(
            Operation operation, APIResponses responses, PathItem.HttpMethod method) {
        operation.addParameter(
                headerParameter(
                        "If-Match",
                        "The ETag of what was seen, or * for whatever is there",
                        method != PathItem.HttpMethod.PUT));
        operation.addParameter(reason());
        operation.addParameter(dryRun());
        fault(responses, Fault.CONFLICT);
        fault(responses, Fault.STALE);
        fault(responses, Fault.PRECONDITION_REQUIRED);
        fault(responses, Fault.INVALID);
    }

    /** "getPops", "postContractsByIdSuspend". */
    private static String name(String path, PathItem.HttpMethod method) {
        StringBuilder name = new StringBuilder(method.name().toLowerCase(Locale.ROOT));
        for (String segment : path.replaceFirst("^/api/v1", "").split("[/-]", -1)) {
            String word =
                    segment.startsWith("{")
                            ? "By" + capital(segment.substring(1, segment.length() - 1))
                            : capital(segment);
            name.append(word);
        }
        return name.toString();
    }

    private static String capital(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** What is there may have no such form yet: a draft is no document. */
    private static boolean isFile(APIResponse fine) {
        return fine.getContent() != null
                && fine.getContent().getMediaTypes().keySet().stream()
                        .anyMatch(type -> type.contains("csv"));
    }

    private static boolean hasParameter(Operation operation, String name) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> name.equals(parameter.getName()));
    }

    private static Parameter headerParameter(String name, String description, boolean required) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .description(description)
                .required(required)
                .schema(text());
    }

    private static Parameter reason() {
        return headerParameter(CallFilter.REASON, "Why, for the audit trail", false);
    }

    private static Parameter dryRun() {
        return OASFactory.createParameter()
                .name(CallFilter.DRY_RUN)
                .in(Parameter.In.QUERY)
                .description(
                        "Whether all is done and then taken back: the answer says what would be")
                .schema(
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.BOOLEAN)
                                .defaultValue(false));
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static void header(APIResponse response, String name, String description) {
        response.addHeader(name, OASFactory.createHeader().description(description).schema(text()));
    }

    private static void fault(APIResponses responses, Fault fault) {
        String status = Integer.toString(fault.status());
        if (responses.hasAPIResponse(status)) {
            return;
        }
        Problem example = Problem.of(fault, fault.title()).in("6f1c2b1e");
        responses.addAPIResponse(
                status,
                OASFactory.createAPIResponse()
                        .description(fault.title())
                        .content(
                                OASFactory.createContent()
                                        .addMediaType(
                                                Problem.JSON,
                                                OASFactory.createMediaType()
                                                        .schema(
                                                                OASFactory.createSchema()
                                                                        .ref(PROBLEM))
                                                        .example(shown(example)))));
    }

    private static Map<String, Object> shown(Problem problem) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("type", problem.type());
        shown.put("title", problem.title());
        shown.put("status", problem.status());
        shown.put("detail", String.valueOf(problem.detail()));
        shown.put("instance", String.valueOf(problem.instance()));
        return shown;
    }

    /** Examples of bodies, made of the examples of their fields. */
    private static final class Examples {

        private final Map<String, Schema> schemas;

        Examples(Components components) {
            schemas = Optional.ofNullable(components.getSchemas()).orElse(Map.of());
        }

        void addTo(Map<String, MediaType> types) {
            types.forEach(
                    (name, type) -> {
                        if (name.contains("json")
                                && type.getExample() == null
                                && type.getSchema() != null) {
                            of(type.getSchema(), DEEPEST).ifPresent(type::setExample);
                        }
                    });
        }

        private Optional<Object> of(Schema schema, int depth) {
            if (depth == 0) {
                return Optional.empty();
            }
            Schema known = resolved(schema);
            Optional<Object> said = Stream.of(schema, known).flatMap(Examples::said).findFirst();
            if (said.isPresent()) {
                return said;
            }
            if (known.getItems() != null) {
                return Optional.of(of(known.getItems(), depth - 1).map(List::of).orElse(List.of()));
            }
            if (known.getProperties() != null) {
                Map<String, Object> object = new LinkedHashMap<>();
                known.getProperties()
                        .forEach(
                                (name, property) ->
                                        of(property, depth - 1)
                                                .ifPresent(value -> object.put(name, value)));
                return Optional.of(object);
            }
            return firstOf(known, depth);
        }

        /** What is said beside a reference goes before what it refers to; of an enumeration any. */
        private static Stream<Object> said(Schema schema) {
            return Stream.of(schema.getExamples(), schema.getEnumeration())
                    .filter(Objects::nonNull)
                    .flatMap(List::stream);
        }

        private Optional<Object> firstOf(Schema schema, int depth) {
            List<Schema> parts = new ArrayList<>();
            Optional.ofNullable(schema.getAllOf()).ifPresent(parts::addAll);
            Optional.ofNullable(schema.getAnyOf()).ifPresent(parts::addAll);
            Optional.ofNullable(schema.getOneOf()).ifPresent(parts::addAll);
            return parts.stream().flatMap(part -> of(part, depth - 1).stream()).findFirst();
        }

        private Schema resolved(Schema schema) {
            String reference = schema.getRef();
            if (reference == null) {
                return schema;
            }
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            return schemas.getOrDefault(name, schema);
        }
    }
}
