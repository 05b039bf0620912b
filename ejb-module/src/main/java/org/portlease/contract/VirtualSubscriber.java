package org.portlease.contract;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Arrays;

/**
 * Who stands for all subscribers of a contract before the Master RADIUS server (claim 1). Its
 * identifier never reaches a NAS.
 *
 * @param identifier the User-Name that the Master RADIUS server knows it by
 * @param encryptedPassword its password, encrypted with the installation's key
 */
@Embeddable
public record VirtualSubscriber(
        @Column(name = "virtual_identifier") String identifier,
        @Column(name = "virtual_password") byte[] encryptedPassword) {

    private static final int MOST_IDENTIFIER = 253;

    public VirtualSubscriber {
        if (identifier.isBlank() || identifier.length() > MOST_IDENTIFIER) {
            throw new IllegalArgumentException(
                    "a virtual identifier must have 1 to "
                            + MOST_IDENTIFIER
                            + " characters, but has "
                            + identifier.length());
        }
        if (identifier.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a virtual identifier must have no control characters");
        }
        if (encryptedPassword.length == 0) {
            throw new IllegalArgumentException(
                    "a virtual password must be encrypted, but is empty");
        }
        encryptedPassword = encryptedPassword.clone();
    }

    /** Whether another server might take it for the one of that name, in whatever case. */
    public boolean passesFor(String otherIdentifier) {
        return LookUpForms.name(identifier).equals(LookUpForms.name(otherIdentifier));
    }

    @Override
    public byte[] encryptedPassword() {
        return encryptedPassword.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VirtualSubscriber that
                && identifier.equals(that.identifier)
                && Arrays.equals(encryptedPassword, that.encryptedPassword);
    }

    @Override
    public int hashCode() {
        return identifier.hashCode();
    }

    @Override
    public String toString() {
        return "VirtualSubscriber[" + identifier + "]";
    }
}
