package org.portlease.setup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.SecretKey;
import org.jboss.as.server.CurrentServiceContainer;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceName;
import org.portlease.secret.KeyRing;
import org.wildfly.security.credential.SecretKeyCredential;
import org.wildfly.security.credential.store.CredentialStore;
import org.wildfly.security.credential.store.CredentialStoreException;

/** The installation's key, from the server's credential store: it never lies beside the data. */
@ApplicationScoped
public class KeyStore {

    static final String SETTING = "PORTLEASE_KEY_STORE";

    private static final String NAME = "portlease";
    private static final ServiceName SERVICE =
            ServiceName.parse("org.wildfly.security.credential-store").append(NAME);
    private static final long START_SECONDS = 10;

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

    /** No injection reaches a credential store; the server's own service is the way to it. */
    @SuppressWarnings("deprecation") // awaitValue: the container offers nothing else that waits
    private static CredentialStore store() {
        ServiceController<?> service =
                CurrentServiceContainer.getServiceContainer().getService(SERVICE);
        if (service == null) {
            throw new WrongSettingException(
                    SETTING, "the server has no credential store named " + NAME);
        }
        try {
            return (CredentialStore) service.awaitValue(START_SECONDS, TimeUnit.SECONDS);
        } catch (IllegalStateException | TimeoutException e) {
            throw new WrongSettingException(
                    SETTING, "the credential store did not start; the server's log says why", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the credential store started", e);
        }
    }
}
