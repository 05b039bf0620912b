package org.portlease.radius.delivery;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.portlease.radius.RadiusListener;
import org.portlease.radius.transport.Transport;

/**
 * Tells the endpoint that time passes, as long as it can decide. A thread and an endpoint of its
 * own: ticks neither wait behind requests nor keep them waiting, and the next one comes only when
 * the last has been decided.
 */
final class Ticker {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Transport transport;
    private final Delivery delivery;
    private final Endpoints endpoints;
    private final Loops loops;
    private final BooleanSupplier serving;

    Ticker(
            Transport transport,
            Delivery delivery,
            Endpoints endpoints,
            Loops loops,
            BooleanSupplier serving) {
        this.transport = transport;
        this.delivery = delivery;
        this.endpoints = endpoints;
        this.loops = loops;
        this.serving = serving;
    }

    void run() throws Exception {
        RadiusListener listener = endpoints.acquire();
        try {
            while (!loops.isEnding()) {
                if (serving.getAsBoolean()) {
                    delivery.deliver(transport.tick(), listener);
                }
                loops.pause(INTERVAL);
            }
        } finally {
            endpoints.release(listener);
        }
    }
}
