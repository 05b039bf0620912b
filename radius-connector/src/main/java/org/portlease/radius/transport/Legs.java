package org.portlease.radius.transport;

import org.portlease.radius.packet.Code;

/**
 * How long the legs of a service's requests take, in nanoseconds.
 *
 * @param decision from the arrival of a request until its decision has been committed
 * @param answer from the arrival of a home server's answer, or its silence, until that is decided
 * @param exchange from the arrival of a request until its reply has left, less the time for which
 *     the reply was to wait
 */
record Legs(Histogram decision, Histogram answer, Histogram exchange) {

    static Legs of(Service service, Counters counters) {
        return new Legs(
                counters.durations("leg.decision." + service.label()),
                counters.durations("leg.answer." + service.label()),
                counters.durations("leg.exchange." + service.label()));
    }

    /**
     * From the first datagram of an inquiry until its answer.
     *
     * @param request what was asked
     */
    static Histogram inquiry(Code request, Counters counters) {
        return counters.durations(
                switch (request) {
                    case ACCESS_REQUEST -> "leg.home-server." + Service.AUTHENTICATION.label();
                    case ACCOUNTING_REQUEST -> "leg.home-server." + Service.ACCOUNTING.label();
                    case STATUS_SERVER -> "leg.home-server.status";
                    default -> "leg.nas." + Service.DYNAMIC_AUTHORIZATION.label();
                });
    }
}
