package org.portlease.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Directory;
import org.portlease.secret.KeyRing;

/** Keeps the newest configuration's {@link ProviderAttributes}. Safe for many threads. */
@ApplicationScoped
public class AttributePolicy {

    private KeyRing keys;
    private volatile @Nullable ProviderAttributes newest;

    @SuppressWarnings("NullAway.Init") // for the container's proxy
    protected AttributePolicy() {}

    @Inject
    AttributePolicy(KeyRing keys) {
        this.keys = keys;
    }

    ProviderAttributes of(Directory directory) {
        ProviderAttributes known = newest;
        if (known == null || known.directory() != directory) {
            known = new ProviderAttributes(directory, keys);
            newest = known;
        }
        return known;
    }
}
