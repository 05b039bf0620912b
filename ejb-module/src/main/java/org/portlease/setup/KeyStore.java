package org.portlease.setup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.crypto.SecretKey;
import org.portlease.secret.KeyRing;
import org.wildfly.security.credential.SecretKeyCredential;
import org.wildfly.security.credential.store.CredentialStore;
import org.wildfly.security.credential.store.CredentialStoreException;

/** The installation's key, from the server's credential store: it never lies beside the data. */
@ApplicationScoped
public class KeyStore {

    static final String SETTING = "PORTLEASE_KEY_STORE";

    private static final String NAME = "portlease";
    private static final String CAPABILITY = "org.wildfly.security.credential-store";

    /** One for the whole application: it keeps what is costly to make. */
    @Produces
    @Singleton
    public KeyRing keyRing() {
        return new KeyRing(secretKey());
    }

    private static SecretKey secretKey() {
        try {
            SecretKeyCredential credential = store().retrieve(NAME, SecretKeyCredential.class);
            if (credential == null) {
                throw new WrongSettingException(
                        SETTING,
                        "expected a secret-key credential store with a key named "
                                + NAME
                                + ", but it has none");
            }
            return credential.getSecretKey();
        } catch (CredentialStoreException e) {
            throw new WrongSettingException(
                    SETTING, "the credential store cannot be read: " + e.getMessage(), e);
        }
    }

    private static CredentialStore store() {
        return ServerService.find(CredentialStore.class, CAPABILITY, NAME, SETTING)
                .orElseThrow(
                        () ->
                                new WrongSettingException(
                                        SETTING,
                                        "the server has no credential store named " + NAME));
    }
}
