package org.portlease.feed;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;

/** Whose name is whose, by one version of the configuration. */
final class Owners {

    private final Map<String, Owner> byName;

    Owners(Collection<Owner> owners) {
        this.byName =
                owners.stream()
                        .collect(Collectors.toUnmodifiableMap(Owner::name, Function.identity()));
    }

    static Owners of(Directory directory) {
        return new Owners(
                directory.providers().stream()
                        .map(each -> new Owner(each.id(), each.name()))
                        .toList());
    }

    /** Null for the master's own, and for what nobody's name is. */
    @Nullable Owner named(@Nullable String provider) {
        return provider == null ? null : byName.get(provider);
    }

    /**
     * What is read while one version of the configuration is in force, from the first name to the
     * last: read again where another one came in between.
     */
    static <T> T whileInForce(DirectoryCache directories, Function<Directory, T> reading) {
        while (true) {
            Directory directory = directories.current();
            T read = reading.apply(directory);
            if (directories.current() == directory) {
                return read;
            }
        }
    }
}
