package org.portlease.web.api;

/** What a principal may do. One principal may have several. */
public final class Roles {

    /** Runs the installation: configuration, sessions, drains. */
    public static final String OPERATOR = "operator";

    /** Tariffs, invoices, settlement. */
    public static final String BILLING = "billing";

    /** Reads all, changes nothing. */
    public static final String AUDITOR = "auditor";

    /** A client provider: reads its own rows. */
    public static final String PROVIDER = "provider";

    private Roles() {}
}
