package org.portlease.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.portlease.provisioning.Names;
import org.portlease.web.api.ProblemException;

/** Names in forms and filters, each as the id that it stands for. */
@RequestScoped
public class References {

    /** Of nobody. */
    private static final long NONE = -1;

    @Inject private Names names;

    /** How rows are named where they are shown. */
    public Names names() {
        return names;
    }

    long pop(String field, String name) {
        return known(field, "point of presence", name, names::pop);
    }

    long provider(String field, String name) {
        return known(field, "provider", name, names::provider);
    }

    long nas(String field, String name) {
        return known(field, "NAS", name, names::nas);
    }

    long contractOf(String field, String provider) {
        provider(field, provider);
        return names.contractOf(provider)
                .orElseThrow(
                        () ->
                                ProblemException.of(
                                        field,
                                        "expected a provider with a contract, but '"
                                                + provider
                                                + "' has none"));
    }

    private static long known(
            String field, String kind, String name, Function<String, Optional<Long>> look) {
        return look.apply(name)
                .orElseThrow(
                        () ->
                                ProblemException.of(
                                        field,
                                        "expected the name of a "
                                                + kind
                                                + ", but there is none named '"
                                                + name
                                                + "'"));
    }

    /** What a filter stands for: one that names nobody finds nothing. */
    Optional<Long> popFilter(@Nullable String name) {
        return filter(name, names::pop);
    }

    Optional<Long> providerFilter(@Nullable String name) {
        return filter(name, names::provider);
    }

    Optional<Long> nasFilter(@Nullable String name) {
        return filter(name, names::nas);
    }

    Optional<Long> contractFilter(@Nullable String provider) {
        return filter(provider, names::contractOf);
    }

    private static Optional<Long> filter(
            @Nullable String name, Function<String, Optional<Long>> look) {
        return Optional.ofNullable(name).map(given -> look.apply(given).orElse(NONE));
    }

    /**
     * Whose rows are to be listed: those that are asked for, as far as the caller may see them.
     *
     * @param visible the only provider that may be seen; empty for all
     */
    Optional<Long> visible(Optional<Long> wanted, Optional<Long> visible) {
        if (visible.isEmpty() || wanted.isEmpty()) {
            return visible.isPresent() ? visible : wanted;
        }
        return wanted.equals(visible) ? wanted : Optional.of(NONE);
    }
}
