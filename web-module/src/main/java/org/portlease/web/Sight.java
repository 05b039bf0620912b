package org.portlease.web;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.DirectoryCache;
import org.portlease.web.api.Visibility;

/** Which rows of those that carry a provider's name the caller gets: its own, and what it wants. */
@RequestScoped
public class Sight {

    @Inject private Visibility visibility;
    @EJB private DirectoryCache directories;

    /** The provider that the caller speaks for; empty for one who sees all. */
    Optional<String> own() {
        return visibility.provider().map(id -> directories.current().provider(id).name());
    }

    /**
     * @param wanted a provider's name; null for every one
     */
    Predicate<@Nullable String> of(@Nullable String wanted) {
        Optional<String> own = own();
        return name ->
                (wanted == null || wanted.equals(name))
                        && (own.isEmpty() || Objects.equals(own.get(), name));
    }

    /**
     * The only provider whose rows are meant, for a query that asks for one.
     *
     * @param wanted a provider's name; null for every one
     * @return empty for everybody's; a name that nobody has where nothing may be seen
     */
    Optional<String> only(@Nullable String wanted) {
        Optional<String> own = own();
        if (own.isEmpty() || wanted == null) {
            return own.or(() -> Optional.ofNullable(wanted));
        }
        return Optional.of(own.get().equals(wanted) ? wanted : "");
    }
}
