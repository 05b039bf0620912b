package org.portlease.provider;

/** Whether a peer must sign its Access packets (RFC 3579 section 3.2; CVE-2024-3596). */
public enum MessageAuthenticator {
    REQUIRED,
    OPTIONAL
}
