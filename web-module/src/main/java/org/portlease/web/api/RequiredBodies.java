package org.portlease.web.api;

import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Says of each body in the API's description that it is required. The file that the build makes
 * says so, too; what reads it on the server (SmallRye 4.2) forgets just this.
 */
public class RequiredBodies implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .flatMap(operation -> Optional.ofNullable(operation.getRequestBody()).stream())
                .filter(body -> body.getRequired() == null)
                .forEach(body -> body.setRequired(true));
    }
}
