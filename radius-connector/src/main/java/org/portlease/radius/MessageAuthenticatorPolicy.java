package org.portlease.radius;

/**
 * Whether a peer must sign with Message-Authenticator (RFC 3579 section 3.2; CVE-2024-3596). A
 * Message-Authenticator that is there is always checked.
 */
public enum MessageAuthenticatorPolicy {
    /** An unsigned Access-Request (or reply to one) is dropped. */
    REQUIRED,
    /** An unsigned one is taken, unless it carries Proxy-State or EAP-Message. */
    OPTIONAL
}
