package org.portlease.radius.transport;

import java.net.InetSocketAddress;
import org.portlease.radius.HomeServer;
import org.portlease.radius.packet.Code;

/** The two services of RADIUS, each behind a port of its own (RFC 2865, RFC 2866). */
enum Service {
    AUTHENTICATION("auth", "portlease.auth.port (PORTLEASE_AUTH_PORT)", Code.ACCESS_REQUEST),
    ACCOUNTING("acct", "portlease.acct.port (PORTLEASE_ACCT_PORT)", Code.ACCOUNTING_REQUEST);

    private final String label;
    private final String setting;
    private final Code request;

    Service(String label, String setting, Code request) {
        this.label = label;
        this.setting = setting;
        this.request = request;
    }

    /** How counters name it. */
    String label() {
        return label;
    }

    /** The setting of its port, as an operator knows it. */
    String setting() {
        return setting;
    }

    /** The requests that its port takes, beside Status-Server. */
    Code request() {
        return request;
    }

    /** What a Status-Server is answered with (RFC 5997 section 3). */
    Code statusReply() {
        return switch (this) {
            case AUTHENTICATION -> Code.ACCESS_ACCEPT;
            case ACCOUNTING -> Code.ACCOUNTING_RESPONSE;
        };
    }

    /** Where a home server takes this service's requests. */
    InetSocketAddress addressOf(HomeServer server) {
        return switch (this) {
            case AUTHENTICATION -> server.authentication();
            case ACCOUNTING -> server.accounting();
        };
    }

    static Service of(Code request) {
        return request == Code.ACCOUNTING_REQUEST ? ACCOUNTING : AUTHENTICATION;
    }
}
