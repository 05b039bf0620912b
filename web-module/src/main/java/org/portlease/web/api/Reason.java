package org.portlease.web.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why something is done that others will want to know the reason of.
 *
 * @param reason for the audit trail
 */
@Schema(description = "Why it is done, for the audit trail")
public record Reason(
        @Schema(examples = "unpaid since March") @NotBlank @Size(max = 500) String reason) {}
