package org.portlease.provider;

/** How an own subscriber's password is kept: as strongly as its methods allow. */
public enum PasswordScheme {
    /** Encrypted with the installation's key: serves PAP, CHAP and MS-CHAPv2. */
    ENCRYPTED,
    /** One-way, salted: serves PAP alone. */
    PBKDF2
}
