package org.portlease.radius.adapter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.portlease.radius.transport.TransportSettings;

/**
 * The settings of the connector, checked.
 *
 * @param consumers how many batches are decided at the same time
 * @param batchSize how many events a batch holds at most
 * @param testClock the file of a clock that a test sets; empty for the system's clock
 */
record ConnectorSettings(
        TransportSettings transport, int consumers, int batchSize, Optional<String> testClock) {

    private static final int LAST_PORT = 65_535;
    private static final int MOST_CONSUMERS = 32;
    private static final int LARGEST_BATCH = 4_096;
    private static final int SMALLEST_QUEUE = 16;
    private static final int LARGEST_QUEUE = 1_048_576;

    /** RFC 5080 section 2.2.2 asks for five to thirty seconds; tests may ask for less. */
    private static final int LONGEST_REPLY_CACHE = 300;

    /** The container refuses a property whose value is empty. */
    private static final Set<String> NONE = Set.of("", "none");

    private static final int SMALLEST_BUFFER = 65_536;

    /**
     * @throws IllegalArgumentException with a sentence that names the setting, where one is wrong
     */
    static ConnectorSettings of(RadiusResourceAdapter adapter) {
        TransportSettings transport =
                new TransportSettings(
                        address("bind.address", adapter.getBindAddress()),
                        number("auth.port", adapter.getAuthPort(), 0, LAST_PORT),
                        number("acct.port", adapter.getAcctPort(), 0, LAST_PORT),
                        number("coa.port", adapter.getCoaPort(), 0, LAST_PORT),
                        number(
                                "queue.capacity",
                                adapter.getQueueCapacity(),
                                SMALLEST_QUEUE,
                                LARGEST_QUEUE),
                        Duration.ofSeconds(
                                number(
                                        "reply.cache.seconds",
                                        adapter.getReplyCacheSeconds(),
                                        1,
                                        LONGEST_REPLY_CACHE)),
                        number(
                                "receive.buffer.bytes",
                                adapter.getReceiveBufferBytes(),
                                SMALLEST_BUFFER,
                                Integer.MAX_VALUE));
        requireDifferent("auth.port", transport.authPort(), "acct.port", transport.acctPort());
        requireDifferent("auth.port", transport.authPort(), "coa.port", transport.coaPort());
        requireDifferent("acct.port", transport.acctPort(), "coa.port", transport.coaPort());
        return new ConnectorSettings(
                transport,
                number("consumers", adapter.getConsumers(), 1, MOST_CONSUMERS),
                number("batch.size", adapter.getBatchSize(), 1, LARGEST_BATCH),
                Optional.of(adapter.getTestClock().strip()).filter(file -> !NONE.contains(file)));
    }

    private static void requireDifferent(String one, int port, String other, int otherPort) {
        if (port != 0 && port == otherPort) {
            throw new IllegalArgumentException(
                    named(one) + " and " + named(other) + " must differ, but both were " + port);
        }
    }

    private static int number(String setting, String text, int least, int most) {
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // the same sentence says it
        }
        throw new IllegalArgumentException(
                named(setting) + " must be " + least + " to " + most + ", but was " + text);
    }

    private static InetAddress address(String setting, String text) {
        try {
            if (!text.isBlank()) {
                return InetAddress.getByName(text.strip());
            }
        } catch (UnknownHostException notAnAddress) {
            // the same sentence says it
        }
        throw new IllegalArgumentException(
                named(setting) + " must be an address of this machine, but was '" + text + "'");
    }

    /** The setting as a system property and as an environment variable. */
    private static String named(String setting) {
        String property = "portlease." + setting;
        return property + " (" + property.toUpperCase(Locale.ROOT).replace('.', '_') + ")";
    }
}
