package org.portlease.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Directory;

/** Keeps the newest configuration's {@link ProviderAttributes}. Safe for many threads. */
@ApplicationScoped
public class AttributePolicy {

    private volatile @Nullable ProviderAttributes newest;

    ProviderAttributes of(Directory directory) {
        ProviderAttributes known = newest;
        if (known == null || known.directory() != directory) {
            known = new ProviderAttributes(directory);
            newest = known;
        }
        return known;
    }
}
