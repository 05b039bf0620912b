package org.portlease.web.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Describes merge patches (RFC 7396): of a form, but with each field only where it is to change,
 * and null for its usual value.
 */
final class PatchSchemas {

    private static final String SUFFIX = "Patch";
    private static final String SCHEMAS = "#/components/schemas/";

    private final Components components;

    PatchSchemas(Components components) {
        this.components = components;
    }

    /** Lets the operation's merge patch refer to a schema of its own. */
    void describe(Operation operation) {
        if (operation.getRequestBody() == null) {
            return;
        }
        Optional.ofNullable(operation.getRequestBody().getContent().getMediaType(Patch.JSON))
                .filter(type -> type.getSchema() != null && type.getSchema().getRef() != null)
                .ifPresent(this::describe);
    }

    private void describe(MediaType type) {
        String reference = type.getSchema().getRef();
        String form = reference.substring(reference.lastIndexOf('/') + 1);
        Schema known = components.getSchemas().get(form);
        if (known == null || known.getProperties() == null) {
            return;
        }
        components.addSchema(form + SUFFIX, patch(known));
        type.setSchema(OASFactory.createSchema().ref(SCHEMAS + form + SUFFIX));
    }

    private static Schema patch(Schema form) {
        Map<String, Schema> fields = new LinkedHashMap<>();
        form.getProperties().forEach((name, field) -> fields.put(name, orNull(field)));
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("What is to change; null is the usual value")
                .properties(fields);
    }

    private static Schema orNull(Schema field) {
        boolean plain = field.getRef() == null && field.getType() != null;
        if (!plain || field.getEnumeration() != null) {
            return OASFactory.createSchema()
                    .addAnyOf(field)
                    .addAnyOf(OASFactory.createSchema().addType(Schema.SchemaType.NULL));
        }
        Schema copy = OASFactory.createSchema();
        copy.setAll(field.getAll());
        List<Schema.SchemaType> types = new ArrayList<>(field.getType());
        if (!types.contains(Schema.SchemaType.NULL)) {
            types.add(Schema.SchemaType.NULL);
        }
        copy.setType(types);
        return copy;
    }
}
