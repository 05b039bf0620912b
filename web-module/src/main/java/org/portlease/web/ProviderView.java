package org.portlease.web;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.invoice.PartyJson;
import org.portlease.provider.AttributeRule.Direction;
import org.portlease.provisioning.Providers;
import org.portlease.provisioning.Providers.Passage;

/** A client provider as it is shown. */
@Schema(name = "Provider")
public record ProviderView(
        @Schema(examples = "3") long id,
        @Schema(examples = "North") String name,
        @Nullable PartyForm party,
        ProviderForm.Passages attributesToNas,
        ProviderForm.Passages attributesToHome) {

    static ProviderView of(Providers.Entry entry) {
        return new ProviderView(
                entry.provider().id(),
                entry.provider().name(),
                entry.provider().party().map(PartyJson::read).map(PartyForm::of).orElse(null),
                passages(entry, Direction.TO_NAS),
                passages(entry, Direction.TO_HOME));
    }

    private static ProviderForm.Passages passages(Providers.Entry entry, Direction direction) {
        return new ProviderForm.Passages(
                attributes(entry, direction, true), attributes(entry, direction, false));
    }

    private static List<String> attributes(
            Providers.Entry entry, Direction direction, boolean allowed) {
        return entry.passages().stream()
                .filter(passage -> passage.direction() == direction)
                .filter(passage -> passage.allowed() == allowed)
                .map(Passage::attribute)
                .sorted()
                .toList();
    }
}
