package org.portlease.radius.transport;

import org.portlease.radius.Event;

/**
 * An event that waits for its decision.
 *
 * @param event what the endpoint sees
 * @param exchange the NAS's request that it belongs to
 * @param since when it began to wait, a {@link System#nanoTime()}
 */
public record Pending(Event event, Exchange exchange, long since) {}
