package org.portlease.radius.adapter;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import org.portlease.radius.RadiusListener;
import org.portlease.radius.delivery.Endpoints;

/**
 * The container's message endpoints. They are called without {@code beforeDelivery}, so that the
 * container's own transaction wraps each call, and has ended when the call returns.
 */
final class ContainerEndpoints implements Endpoints {

    private final MessageEndpointFactory factory;

    ContainerEndpoints(MessageEndpointFactory factory) {
        this.factory = factory;
    }

    @Override
    public RadiusListener acquire() throws UnavailableException {
        return (RadiusListener) factory.createEndpoint(null);
    }

    @Override
    public void release(RadiusListener listener) {
        ((MessageEndpoint) listener).release();
    }
}
