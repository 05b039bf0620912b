package org.portlease.endpoint;

import java.util.Optional;
import org.portlease.contract.Directory;
import org.portlease.radius.Event;
import org.portlease.radius.Event.RequestArrived;
import org.portlease.radius.packet.Code;

/**
 * An event with its request's route.
 *
 * @param route empty where it brings no Access- or Accounting-Request
 */
record Routed(Event event, Optional<Route> route) {

    static Routed of(Event event, Directory directory) {
        return new Routed(
                event,
                event instanceof RequestArrived arrived && isOfNas(arrived)
                        ? Optional.of(RequestReader.route(arrived.request(), directory))
                        : Optional.empty());
    }

    private static boolean isOfNas(RequestArrived arrived) {
        Code code = arrived.request().packet().code();
        return code == Code.ACCESS_REQUEST || code == Code.ACCOUNTING_REQUEST;
    }
}
