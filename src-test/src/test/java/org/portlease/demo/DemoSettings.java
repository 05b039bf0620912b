package org.portlease.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The ports of a demonstration, from the server's own settings.
 *
 * @param portOffset added to the ports of HTTP and management
 */
record DemoSettings(
        int authPort,
        int acctPort,
        int coaPort,
        int northAuthPort,
        int northAcctPort,
        int portOffset) {

    static final String NAS_SECRET = "testing123";

    private static final String AUTH = "PORTLEASE_AUTH_PORT";
    private static final String ACCT = "PORTLEASE_ACCT_PORT";
    private static final String COA = "PORTLEASE_COA_PORT";
    private static final String NORTH_AUTH = "PORTLEASE_DEMO_NORTH_AUTH_PORT";
    private static final String NORTH_ACCT = "PORTLEASE_DEMO_NORTH_ACCT_PORT";
    private static final String OFFSET = "jboss.socket.binding.port-offset";

    static DemoSettings of(Map<String, String> environment, Properties properties) {
        return new DemoSettings(
                port(environment, AUTH, 1812),
                port(environment, ACCT, 1813),
                port(environment, COA, 3799),
                port(environment, NORTH_AUTH, 11812),
                port(environment, NORTH_ACCT, 11813),
                Integer.parseInt(properties.getProperty(OFFSET, "0")));
    }

    private static int port(Map<String, String> environment, String name, int otherwise) {
        String value = environment.getOrDefault(name, "");
        try {
            return value.isEmpty() ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalStateException(name + " must be a port, but is '" + value + "'", e);
        }
    }

    /** The environment of a server of these ports. */
    Map<String, String> forServer(String tap) {
        Map<String, String> settings = new HashMap<>();
        settings.put("PORTLEASE_DEMO", "figures");
        settings.put("PORTLEASE_DEMO_TAP", tap);
        settings.put(AUTH, Integer.toString(authPort));
        settings.put(ACCT, Integer.toString(acctPort));
        settings.put(COA, Integer.toString(coaPort));
        settings.put(NORTH_AUTH, Integer.toString(northAuthPort));
        settings.put(NORTH_ACCT, Integer.toString(northAcctPort));
        return settings;
    }

    /**
     * @throws IllegalStateException where something else has one of the ports
     */
    void requireFreePorts() {
        FreePorts.requireUdp(authPort, ", or set " + AUTH);
        FreePorts.requireUdp(acctPort, ", or set " + ACCT);
        FreePorts.requireUdp(coaPort, ", or set " + COA);
        FreePorts.requireUdp(northAuthPort, ", or set " + NORTH_AUTH);
        FreePorts.requireUdp(northAcctPort, ", or set " + NORTH_ACCT);
        for (int port : ServerProcess.tcpPorts(portOffset)) {
            FreePorts.requireTcp(port, ", or run with -D" + OFFSET + "=100");
        }
    }
}
