package org.portlease.benchmark;

import java.util.Map;

/**
 * Where the system that is measured listens on loopback, and where the client provider's server.
 */
record Endpoints(
        int authPort,
        int acctPort,
        int coaPort,
        int homeAuthPort,
        int homeAcctPort,
        String secret) {

    /** As the demonstration's world "load" has it. */
    static final Endpoints OF_WORLD_LOAD =
            new Endpoints(21822, 21823, 21824, 21812, 21813, "s3cret");

    /** What a template of a configuration asks for. */
    Map<String, String> names() {
        return Map.of(
                "AUTH_PORT",
                Integer.toString(authPort),
                "ACCT_PORT",
                Integer.toString(acctPort),
                "HOME_AUTH_PORT",
                Integer.toString(homeAuthPort),
                "HOME_ACCT_PORT",
                Integer.toString(homeAcctPort),
                "SECRET",
                secret);
    }

    int[] all() {
        return new int[] {authPort, acctPort, coaPort, homeAuthPort, homeAcctPort};
    }
}
