package org.portlease.provider;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.text.Normalizer;
import java.util.Locale;

/** A subscriber of the master's own. Clients' subscribers are never stored. */
@Entity
public class Subscriber {

    private static final int MOST_IDENTIFIER = 253;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String identifier;

    @Enumerated(EnumType.STRING)
    private PasswordScheme passwordScheme;

    @Column(name = "password")
    private byte[] protectedPassword;

    private boolean active;

    @SuppressWarnings("NullAway.Init")
    protected Subscriber() {}

    private Subscriber(
            String identifier, PasswordScheme scheme, byte[] protectedPassword, boolean active) {
        this.identifier = identifier;
        this.passwordScheme = scheme;
        this.protectedPassword = Checks.ciphertext(protectedPassword);
        this.active = active;
    }

    /**
     * @param identifier the whole User-Name, realm included
     * @param protectedPassword the password in the form that the scheme says
     */
    public static Subscriber of(
            String identifier, PasswordScheme scheme, byte[] protectedPassword, boolean active) {
        Checks.text("a subscriber's identifier", identifier, MOST_IDENTIFIER);
        return new Subscriber(lookUpForm(identifier), scheme, protectedPassword, active);
    }

    /**
     * @param newIdentifier the whole User-Name, realm included
     */
    public void rename(String newIdentifier) {
        identifier =
                lookUpForm(
                        Checks.text("a subscriber's identifier", newIdentifier, MOST_IDENTIFIER));
    }

    /**
     * Gives it another password.
     *
     * @param newPassword in the form that the scheme says
     */
    public void protect(PasswordScheme scheme, byte[] newPassword) {
        passwordScheme = scheme;
        protectedPassword = Checks.ciphertext(newPassword);
    }

    /** It is let in from now on. */
    public void activate() {
        active = true;
    }

    /** It is let in no more; who is connected stays. */
    public void deactivate() {
        active = false;
    }

    /**
     * The form in which identifiers are stored and looked up, and no other use: NFC, the realm in
     * lower case, the user part as it is (RFC 7542 section 2.4).
     */
    public static String lookUpForm(String userName) {
        String normal = Normalizer.normalize(userName, Normalizer.Form.NFC);
        int at = normal.lastIndexOf('@');
        return at < 0
                ? normal
                : normal.substring(0, at) + normal.substring(at).toLowerCase(Locale.ROOT);
    }

    public long id() {
        return id;
    }

    public String identifier() {
        return identifier;
    }

    public PasswordScheme passwordScheme() {
        return passwordScheme;
    }

    /** The password in the form that the scheme says; never in clear. */
    public byte[] protectedPassword() {
        return protectedPassword.clone();
    }

    public boolean isActive() {
        return active;
    }
}
