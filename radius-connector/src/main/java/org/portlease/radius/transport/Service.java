package org.portlease.radius.transport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.portlease.radius.HomeServer;
import org.portlease.radius.packet.Code;

/** The services of RADIUS, each behind a port of its own (RFC 2865, RFC 2866, RFC 5176). */
enum Service {
    AUTHENTICATION("auth", "portlease.auth.port (PORTLEASE_AUTH_PORT)", Code.ACCESS_REQUEST),
    ACCOUNTING("acct", "portlease.acct.port (PORTLEASE_ACCT_PORT)", Code.ACCOUNTING_REQUEST),
    DYNAMIC_AUTHORIZATION(
            "coa",
            "portlease.coa.port (PORTLEASE_COA_PORT)",
            Code.DISCONNECT_REQUEST,
            Code.COA_REQUEST);

    /** Those that we ask home servers for. */
    static final List<Service> OF_HOME_SERVERS = List.of(AUTHENTICATION, ACCOUNTING);

    private final String label;
    private final String setting;

    @SuppressWarnings("ImmutableEnumChecker") // a Set.of
    private final Set<Code> requests;

    Service(String label, String setting, Code... requests) {
        this.label = label;
        this.setting = setting;
        this.requests = Set.of(requests);
    }

    /** How counters name it. */
    String label() {
        return label;
    }

    /** The setting of its port, as an operator knows it. */
    String setting() {
        return setting;
    }

    /** Whether a datagram of that code is a request of this service; Status-Server is of none. */
    boolean takes(int code) {
        return Code.of(code).filter(requests::contains).isPresent();
    }

    /**
     * What a Status-Server is answered with (RFC 5997 section 3); empty where it has no business.
     */
    Optional<Code> statusReply() {
        return switch (this) {
            case AUTHENTICATION -> Optional.of(Code.ACCESS_ACCEPT);
            case ACCOUNTING -> Optional.of(Code.ACCOUNTING_RESPONSE);
            case DYNAMIC_AUTHORIZATION -> Optional.empty();
        };
    }

    /** Where a home server takes this service's requests. */
    InetSocketAddress addressOf(HomeServer server) {
        return switch (this) {
            case AUTHENTICATION -> server.authentication();
            case ACCOUNTING -> server.accounting();
            case DYNAMIC_AUTHORIZATION ->
                    throw new IllegalStateException("home servers do not offer " + this);
        };
    }

    /** Which service of a home server takes the request. */
    static Service ofHomeServer(Code request) {
        return switch (request) {
            case ACCESS_REQUEST -> AUTHENTICATION;
            case ACCOUNTING_REQUEST -> ACCOUNTING;
            default ->
                    throw new IllegalArgumentException(
                            "expected an Access- or Accounting-Request for a home server, but it"
                                    + " is "
                                    + request);
        };
    }
}
