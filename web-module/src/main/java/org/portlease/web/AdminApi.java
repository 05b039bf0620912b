package org.portlease.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.portlease.web.api.Problem;

/** The admin API. Its description is at {@code /openapi}. */
@ApplicationPath("/api/v1")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Portlease",
                        version = "1",
                        description =
                                "Run Portlease, and integrate corporate billing: what client"
                                        + " providers may use, what they use, and what they owe."),
        security = @SecurityRequirement(name = "login"),
        components =
                @Components(schemas = @Schema(name = "Problem", implementation = Problem.class)))
@SecurityScheme(
        securitySchemeName = "login",
        type = SecuritySchemeType.HTTP,
        scheme = "basic",
        description =
                "A name and a password; a bearer token where the server was set up for OpenID"
                        + " Connect")
public class AdminApi extends Application {}
