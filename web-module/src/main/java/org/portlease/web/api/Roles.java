package org.portlease.web.api;

/**
 * What a user may do, as the attribute {@code Roles} of the realm or the claim of an OpenID
 * provider says it.
 */
public final class Roles {

    /** Runs the network: configuration, sessions, drains; reads money. */
    public static final String OPERATOR = "operator";

    /** Tariffs, invoices, settlement, taxes, webhooks; reads configuration. */
    public static final String BILLING = "billing";

    /** Reads all, changes nothing. */
    public static final String AUDITOR = "auditor";

    /** A client provider: reads what is its own, and knows of nothing else. */
    public static final String PROVIDER = "provider";

    private Roles() {}
}
