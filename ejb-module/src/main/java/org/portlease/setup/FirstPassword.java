package org.portlease.setup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.auth.server.ModifiableRealmIdentity;
import org.wildfly.security.auth.server.ModifiableRealmIdentityIterator;
import org.wildfly.security.auth.server.ModifiableSecurityRealm;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.authz.MapAttributes;
import org.wildfly.security.credential.PasswordCredential;
import org.wildfly.security.password.Password;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.interfaces.SaltedSimpleDigestPassword;
import org.wildfly.security.password.spec.EncryptablePasswordSpec;
import org.wildfly.security.password.spec.SaltedPasswordAlgorithmSpec;

/**
 * The first user of the API, made where the realm has none: its password is random, and lies in a
 * file that only the server's own user may read. Whoever can read that file could make users
 * without it; so this one may do everything, operation and billing.
 *
 * <p>The file is written before the user is made. So a node that dies in between uses it at its
 * next start, and of nodes that share a realm, one makes the user and the others take their file
 * back.
 */
final class FirstPassword {

    static final String USER = "operator";

    private static final List<String> ROLES = List.of("operator", "billing");
    private static final int PASSWORD_OCTETS = 18;
    private static final int SALT_OCTETS = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ModifiableSecurityRealm realm;
    private final Path file;

    /**
     * @param file gets the password, where one is made
     */
    FirstPassword(ModifiableSecurityRealm realm, Path file) {
        this.realm = realm;
        this.file = file;
    }

    /**
     * @return whether this node has made the first user
     */
    boolean make() throws IOException {
        boolean unfinished = isUnfinished();
        if (hasUser() && !unfinished) {
            return false;
        }
        String password = password();
        ModifiableRealmIdentity user = realm.getRealmIdentityForUpdate(new NamePrincipal(USER));
        try {
            // one that is there by now, and was not begun here, is another node's
            if (!unfinished && !create(user)) {
                Files.delete(file);
                return false;
            }
            MapAttributes attributes = new MapAttributes();
            attributes.addAll("Roles", ROLES);
            user.setAttributes(attributes);
            user.setCredentials(List.of(new PasswordCredential(digest(password))));
            return true;
        } finally {
            user.dispose();
        }
    }

    private boolean hasUser() throws IOException {
        try (ModifiableRealmIdentityIterator users = realm.getRealmIdentityIterator()) {
            return users.hasNext();
        }
    }

    /** This node has begun to make the user, and died. */
    private boolean isUnfinished() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        ModifiableRealmIdentity user = realm.getRealmIdentityForUpdate(new NamePrincipal(USER));
        try {
            return user.exists() && user.getCredential(PasswordCredential.class) == null;
        } finally {
            user.dispose();
        }
    }

    /** Whether the user is this node's; another may have been first. */
    private static boolean create(ModifiableRealmIdentity user) throws RealmUnavailableException {
        try {
            user.create();
            return true;
        } catch (RealmUnavailableException e) {
            if (user.exists()) {
                return false;
            }
            throw e;
        }
    }

    private String password() throws IOException {
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            String begun = Files.readString(file).strip();
            if (!begun.isEmpty()) {
                return begun;
            }
        }
        String password = Base64.getUrlEncoder().encodeToString(random(PASSWORD_OCTETS));
        Files.writeString(file, password + System.lineSeparator());
        return password;
    }

    private static byte[] random(int octets) {
        byte[] random = new byte[octets];
        RANDOM.nextBytes(random);
        return random;
    }

    /** A fast digest: nobody guesses 144 random bits, and each request of a client costs one. */
    private static Password digest(String password) {
        try {
            return PasswordFactory.getInstance(
                            SaltedSimpleDigestPassword.ALGORITHM_PASSWORD_SALT_DIGEST_SHA_512)
                    .generatePassword(
                            new EncryptablePasswordSpec(
                                    password.toCharArray(),
                                    new SaltedPasswordAlgorithmSpec(random(SALT_OCTETS))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the server has no digests of passwords", e);
        }
    }
}
