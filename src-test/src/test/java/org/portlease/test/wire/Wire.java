package org.portlease.test.wire;

/** Codes, attributes and values that the scenarios speak of, by the RFCs' numbers. */
public final class Wire {

    public static final int ACCESS_REQUEST = 1;
    public static final int ACCESS_ACCEPT = 2;
    public static final int ACCESS_REJECT = 3;
    public static final int ACCOUNTING_REQUEST = 4;
    public static final int ACCOUNTING_RESPONSE = 5;
    public static final int ACCESS_CHALLENGE = 11;
    public static final int STATUS_SERVER = 12;
    public static final int DISCONNECT_REQUEST = 40;
    public static final int DISCONNECT_ACK = 41;
    public static final int DISCONNECT_NAK = 42;
    public static final int COA_REQUEST = 43;
    public static final int COA_ACK = 44;
    public static final int COA_NAK = 45;

    public static final int USER_NAME = 1;
    public static final int USER_PASSWORD = 2;
    public static final int CHAP_PASSWORD = 3;
    public static final int NAS_IP_ADDRESS = 4;
    public static final int NAS_PORT = 5;
    public static final int SERVICE_TYPE = 6;
    public static final int FRAMED_IP_ADDRESS = 8;
    public static final int FILTER_ID = 11;
    public static final int REPLY_MESSAGE = 18;
    public static final int STATE = 24;
    public static final int CLASS = 25;
    public static final int VENDOR_SPECIFIC = 26;
    public static final int SESSION_TIMEOUT = 27;
    public static final int CALLED_STATION_ID = 30;
    public static final int CALLING_STATION_ID = 31;
    public static final int NAS_IDENTIFIER = 32;
    public static final int PROXY_STATE = 33;
    public static final int ACCT_STATUS_TYPE = 40;
    public static final int ACCT_DELAY_TIME = 41;
    public static final int ACCT_INPUT_OCTETS = 42;
    public static final int ACCT_OUTPUT_OCTETS = 43;
    public static final int ACCT_SESSION_ID = 44;
    public static final int ACCT_SESSION_TIME = 46;
    public static final int ACCT_TERMINATE_CAUSE = 49;
    public static final int ACCT_MULTI_SESSION_ID = 50;
    public static final int EVENT_TIMESTAMP = 55;
    public static final int CHAP_CHALLENGE = 60;
    public static final int TUNNEL_TYPE = 64;
    public static final int TUNNEL_PASSWORD = 69;
    public static final int EAP_MESSAGE = 79;
    public static final int MESSAGE_AUTHENTICATOR = 80;
    public static final int ACCT_INTERIM_INTERVAL = 85;
    public static final int FRAMED_POOL = 88;
    public static final int CHARGEABLE_USER_IDENTITY = 89;
    public static final int ERROR_CAUSE = 101;

    /** Vendors' numbers. */
    public static final int CISCO = 9;

    public static final int MICROSOFT = 311;

    /** Acct-Status-Type (RFC 2866 section 5.1). */
    public static final int START = 1;

    public static final int STOP = 2;
    public static final int INTERIM = 3;
    public static final int ACCOUNTING_ON = 7;
    public static final int ACCOUNTING_OFF = 8;

    /** Service-Type (RFC 2865 section 5.6). */
    public static final int CALL_CHECK = 10;

    /** Error-Cause (RFC 5176 section 3.5). */
    public static final int UNSUPPORTED_ATTRIBUTE = 401;

    public static final int SESSION_CONTEXT_NOT_FOUND = 503;

    /** Whether a request of that code carries a digest, no random, as its authenticator. */
    static boolean isDigested(int code) {
        return code == ACCOUNTING_REQUEST || code == DISCONNECT_REQUEST || code == COA_REQUEST;
    }

    /** Whether a packet of that code must begin with a Message-Authenticator. */
    static boolean isSigned(int code) {
        return code == ACCESS_REQUEST
                || code == ACCESS_ACCEPT
                || code == ACCESS_REJECT
                || code == ACCESS_CHALLENGE
                || code == STATUS_SERVER;
    }

    private Wire() {}
}
