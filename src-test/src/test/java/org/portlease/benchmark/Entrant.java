package org.portlease.benchmark;

import java.util.List;

/**
 * A system with what it is measured under.
 *
 * @param name as the table has it
 * @param authPort where it takes Access-Requests
 * @param acctPort where it takes Accounting-Requests
 * @param cases the loads, in their order
 * @param warmUpSeconds how long each load is there before it is measured
 */
record Entrant(
        String name,
        Contestant contestant,
        int authPort,
        int acctPort,
        List<LoadCase> cases,
        int warmUpSeconds) {

    static final String DIRECT = "client's server alone";
    static final String PORTLEASE = "Portlease";
    static final String MANY_PROVIDERS = "Portlease, many providers";
    static final String MANY_SESSIONS = "Portlease, many sessions";
    static final String FREERADIUS = "FreeRADIUS";
    static final String RADSECPROXY = "radsecproxy";
}
