package org.portlease.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portlease.json.Plain;

/**
 * Reads what is sent into records: strictly, and naming each wrong field at once. A form's
 * components may be null where a field is absent; its own constraints say which must not be.
 */
@ApplicationScoped
public class Forms {

    /** A body has hardly more faults than somebody wants to read. */
    private static final int MOST_FAULTS = 100;

    private static final Map<Class<?>, String> EXPECTED =
            Map.of(
                    String.class, "a text",
                    Integer.class, "a whole number",
                    Long.class, "a whole number",
                    BigDecimal.class, "a number",
                    Boolean.class, "true or false",
                    Instant.class, "an instant such as 2026-01-31T12:00:00Z",
                    LocalDate.class, "a day such as 2026-01-31",
                    List.class, "a list");

    private Validator validator;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Forms() {}

    @Inject
    public Forms(Validator validator) {
        this.validator = validator;
    }

    /** An object of JSON. */
    public <F> F read(InputStream body, Class<F> form) throws IOException {
        JsonNode tree;
        try {
            tree = Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw Json.malformed(e);
        }
        if (!(tree instanceof ObjectNode object)) {
            throw new ProblemException(
                    Fault.MALFORMED, "expected an object of JSON, but got " + said(tree));
        }
        if (form == Patch.class) {
            return form.cast(new Patch(object));
        }
        return bound(object, form);
    }

    /**
     * What is shown, changed.
     *
     * @param view what the fields were; those that the form does not have are left out
     */
    public <F extends Record> F patched(Record view, Patch patch, Class<F> form) {
        // of what is changed alone: what is there is as it is
        requirePlain(patch.changes());
        ObjectNode fields = (ObjectNode) Json.tree(view);
        fields.retain(componentsOf(form));
        merge(fields, patch.changes());
        return read(fields, form);
    }

    /** As RFC 7396 section 2 says. */
    private static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties()
                .forEach(
                        field -> {
                            JsonNode value = field.getValue();
                            if (value.isNull()) {
                                target.remove(field.getKey());
                            } else if (value instanceof ObjectNode changes) {
                                merge(objectIn(target, field.getKey()), changes);
                            } else {
                                target.set(field.getKey(), value);
                            }
                        });
    }

    private static ObjectNode objectIn(ObjectNode target, String name) {
        return target.get(name) instanceof ObjectNode known ? known : target.putObject(name);
    }

    /**
     * @throws ProblemException that names each wrong field
     */
    public <F> F bound(ObjectNode fields, Class<F> form) {
        requirePlain(fields);
        return read(fields, form);
    }

    private static void requirePlain(ObjectNode fields) {
        List<FieldFault> faults = new ArrayList<>();
        unplain("", fields, faults);
        if (!faults.isEmpty()) {
            throw ProblemException.of(faults);
        }
    }

    private static void unplain(String path, JsonNode value, List<FieldFault> faults) {
        Optional<String> fault =
                switch (value.getNodeType()) {
                    case STRING -> Plain.fault(value.textValue());
                    case NUMBER -> Plain.fault(value.decimalValue());
                    default -> Optional.empty();
                };
        fault.filter(any -> faults.size() < MOST_FAULTS)
                .ifPresent(sentence -> faults.add(new FieldFault(path, sentence)));
        for (int i = 0; i < value.size() && value.isArray(); i++) {
            unplain(path + "[" + i + "]", value.get(i), faults);
        }
        String before = path.isEmpty() ? "" : path + ".";
        value.properties()
                .forEach(field -> unplain(before + field.getKey(), field.getValue(), faults));
    }

    private <F> F read(ObjectNode fields, Class<F> form) {
        ObjectNode rest = fields.deepCopy();
        List<FieldFault> faults = new ArrayList<>();
        @Nullable F read = null;
        while (read == null && faults.size() < MOST_FAULTS) {
            try {
                read = Json.mapper().treeToValue(rest, form);
            } catch (JsonMappingException e) {
                // what is wrong is put aside, to see what else is
                faults.add(new FieldFault(path(e.getPath()), sentence(e, rest)));
                if (!putAside(rest, e.getPath())) {
                    break;
                }
            } catch (JsonProcessingException e) {
                throw Json.malformed(e);
            }
        }
        if (read != null) {
            check(read, faults);
        }
        if (!faults.isEmpty() || read == null) {
            throw ProblemException.of(faults);
        }
        return read;
    }

    private void check(Object form, List<FieldFault> faults) {
        Set<String> wrong = faults.stream().map(FieldFault::field).collect(Collectors.toSet());
        validator.validate(form).stream()
                .map(Forms::fault)
                .filter(fault -> !wrong.contains(fault.field()))
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .forEach(faults::add);
    }

    private static FieldFault fault(ConstraintViolation<?> violation) {
        return new FieldFault(violation.getPropertyPath().toString(), violation.getMessage());
    }

    private static Collection<String> componentsOf(Class<? extends Record> form) {
        return Arrays.stream(form.getRecordComponents()).map(RecordComponent::getName).toList();
    }

    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static String sentence(JsonMappingException fault, JsonNode tree) {
        if (fault instanceof UnrecognizedPropertyException unknown) {
            return "is not known here; known are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (fault instanceof MismatchedInputException mismatched) {
            JsonNode value = at(tree, fault.getPath());
            return "expected " + expected(mismatched) + ", but got " + said(value);
        }
        // a form's own check
        return fault.getCause() instanceof IllegalArgumentException cause
                ? String.valueOf(cause.getMessage())
                : "can't be read";
    }

    private static String expected(MismatchedInputException fault) {
        Class<?> type = fault.getTargetType();
        if (type == null) {
            return "something else";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        String known = EXPECTED.get(type);
        if (known != null) {
            return known;
        }
        if (fault instanceof InvalidFormatException) {
            return "a " + type.getSimpleName();
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    /** Of what kind it is, not what it says: it may be a secret. */
    private static String said(@Nullable JsonNode value) {
        return value == null || value.isMissingNode()
                ? "nothing"
                : "a JSON " + value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable JsonNode at(
            JsonNode tree, List<JsonMappingException.Reference> references) {
        JsonNode node = tree;
        for (JsonMappingException.Reference reference : references) {
            if (node == null) {
                return null;
            }
            node =
                    reference.getFieldName() == null
                            ? node.get(reference.getIndex())
                            : node.get(reference.getFieldName());
        }
        return node;
    }

    /**
     * @return whether there was something to put aside
     */
    private static boolean putAside(
            JsonNode tree, List<JsonMappingException.Reference> references) {
        if (references.isEmpty()) {
            return false;
        }
        int last = references.size() - 1;
        JsonNode parent = at(tree, references.subList(0, last));
        JsonMappingException.Reference reference = references.get(last);
        if (parent instanceof ObjectNode object && reference.getFieldName() != null) {
            return object.remove(reference.getFieldName()) != null;
        }
        if (parent instanceof ArrayNode array && reference.getIndex() >= 0) {
            return array.remove(reference.getIndex()) != null;
        }
        return false;
    }
}
