package org.portlease.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.AttributeRule.Direction;
import org.portlease.provisioning.Providers;
import org.portlease.provisioning.Providers.Passage;
import org.portlease.web.api.OneLine;
import org.portlease.web.api.ProblemException;

/** What is said of a client provider. */
@Schema(name = "ProviderForm")
public record ProviderForm(
        @Schema(examples = "North") @NotBlank @Size(max = 64) @OneLine String name,
        @Schema(description = "Who buys, for invoices") @Nullable @Valid PartyForm party,
        @Schema(description = "Attributes of its answers that pass to NASes, against the usual")
                @Nullable
                @Valid
                Passages attributesToNas,
        @Schema(description = "Attributes of requests that pass to it, against the usual")
                @Nullable
                @Valid
                Passages attributesToHome) {

    /** Attributes by the dictionary's name, or {@code vendor:type}. */
    @Schema(name = "AttributePassages")
    public record Passages(
            @Schema(examples = "[\"Filter-Id\"]", description = "That pass, against the usual")
                    @Nullable
                    @Size(max = 100)
                    List<@NotBlank @Size(max = 64) @OneLine String> allow,
            @Schema(examples = "[\"9:1\"]", description = "That are held back, against the usual")
                    @Nullable
                    @Size(max = 100)
                    List<@NotBlank @Size(max = 64) @OneLine String> deny) {}

    Providers.Plan plan(Providers providers) {
        List<Passage> passages = new ArrayList<>();
        add(passages, "attributesToNas", attributesToNas, Direction.TO_NAS, providers);
        add(passages, "attributesToHome", attributesToHome, Direction.TO_HOME, providers);
        return new Providers.Plan(
                name, Optional.ofNullable(party).map(buyer -> buyer.party("party")), passages);
    }

    private static void add(
            List<Passage> all,
            String field,
            @Nullable Passages said,
            Direction direction,
            Providers providers) {
        if (said == null) {
            return;
        }
        Set<String> known = new HashSet<>();
        add(all, known, field + ".allow", said.allow(), direction, true, providers);
        add(all, known, field + ".deny", said.deny(), direction, false, providers);
    }

    private static void add(
            List<Passage> all,
            Set<String> known,
            String field,
            @Nullable List<String> attributes,
            Direction direction,
            boolean allowed,
            Providers providers) {
        List<String> said = attributes == null ? List.of() : attributes;
        for (int i = 0; i < said.size(); i++) {
            String place = field + "[" + i + "]";
            Passage passage = new Passage(direction, allowed, said.get(i));
            if (!known.add(passage.attribute())) {
                throw ProblemException.of(place, "is said twice");
            }
            ProblemException.checked(
                    place,
                    () -> {
                        providers.check(passage);
                        return passage;
                    });
            all.add(passage);
        }
    }
}
