package org.portlease.provider;

/** By what a rule identifies whose a request is. */
public enum RuleKind {
    /** The realm of the User-Name (RFC 7542). */
    REALM,
    /** The Called-Station-Id: a number, or MAC:SSID. */
    CALLED_NUMBER,
    /** NAS-Identifier or NAS-IP-Address, within the authenticated source that the rule names. */
    NAS,
    /** Whatever no other rule knew. */
    DEFAULT
}
