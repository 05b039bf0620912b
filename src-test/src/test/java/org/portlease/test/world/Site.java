package org.portlease.test.world;

import java.util.Arrays;
import java.util.List;
import org.portlease.test.wire.NasControl;
import org.portlease.test.wire.TestNas;

/**
 * A point of presence with one NAS, which asks two servers: one scenario's alone, so that its
 * counters are exact.
 *
 * @param pop its point of presence's name
 * @param nasName the NAS's name, by which the database knows it
 * @param address the NAS's, of loopback
 * @param nas the NAS, asking the first server
 * @param nasAtB the NAS, asking the second server
 * @param control where the NAS takes Disconnect-Requests
 */
public record Site(
        String pop, String nasName, String address, TestNas nas, TestNas nasAtB, NasControl control)
        implements AutoCloseable {

    /** What sets a point of presence and its NAS apart. */
    public enum Kind {
        /** Nothing is known of the NAS. */
        USUAL(140, 1000, 0),
        /** The NAS reports every minute. */
        INTERIMS(10, 1000, 0, "interimSeconds", 60),
        /** The NAS reports nothing while a session is up, which is two hours at most. */
        NO_INTERIMS(4, 1000, 0, "interimSeconds", 0, "longestSessionSeconds", 7200),
        /** A new session on a port of the NAS ends the old one. */
        UNIQUE_PORTS(6, 1000, 0, "uniquePorts", true),
        /** Nobody's line carries more than 8000 kbit/s. */
        SLOW_LINES(4, 1000, 0, "lineKbps", 8000),
        /** Many NASes stand behind this one. */
        PROXY(4, 1000, 0, "proxy", true),
        /** Five ports, two of them for the master's own subscribers. */
        RESERVE(8, 5, 2),
        /** Four ports. */
        SMALL(10, 4, 0),
        /** Contracts of {@link ContractKind#SHARING} have three ports each here. */
        SHARED(8, 1000, 0);

        private final int stock;
        private final int ports;
        private final int reservedPorts;

        @SuppressWarnings("ImmutableEnumChecker") // never changed
        private final Object[] nasFields;

        Kind(int stock, int ports, int reservedPorts, Object... nasFields) {
            this.stock = stock;
            this.ports = ports;
            this.reservedPorts = reservedPorts;
            this.nasFields = nasFields;
        }

        int stock() {
            return stock;
        }

        String popName(int number) {
            return "Pop " + name() + " " + number;
        }

        String nasName(int number) {
            return "Nas " + name() + " " + number;
        }

        String address(int number) {
            return "127.1." + List.of(values()).indexOf(this) + "." + number;
        }

        /** Writes the whole stock of its kind. */
        void write(WorldFile file, int controlPort) {
            for (int i = 1; i <= stock; i++) {
                file.pop(popName(i), ports, "reservedPorts", reservedPorts);
                Object[] fields = Arrays.copyOf(nasFields, nasFields.length + 2);
                fields[nasFields.length] = "authorizationPort";
                fields[nasFields.length + 1] = controlPort;
                file.nas(nasName(i), popName(i), address(i), LifeWorld.NAS_SECRET, fields);
            }
        }
    }

    @Override
    public void close() {
        nas.close();
        nasAtB.close();
        control.close();
    }
}
