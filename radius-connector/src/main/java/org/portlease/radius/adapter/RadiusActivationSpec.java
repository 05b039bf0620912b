package org.portlease.radius.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.RadiusListener;

/** What a message-driven bean that implements {@link RadiusListener} may set: nothing yet. */
@Activation(messageListeners = RadiusListener.class)
public class RadiusActivationSpec implements ActivationSpec {

    private @Nullable ResourceAdapter resourceAdapter;

    @Override
    public void validate() {
        // there is nothing to be wrong
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        if (!(adapter instanceof RadiusResourceAdapter)) {
            throw new ResourceException(
                    "expected the RADIUS resource adapter, but got "
                            + adapter.getClass().getName());
        }
        resourceAdapter = adapter;
    }
}
