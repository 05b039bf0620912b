package org.portlease.setup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.portlease.secret.KeyRing;
import org.portlease.secret.KeySource;
import org.wildfly.security.credential.SecretKeyCredential;
import org.wildfly.security.credential.store.CredentialStore;
import org.wildfly.security.credential.store.CredentialStoreException;

/** The installation's keys, from the server's credential store: they never lie beside the data. */
@ApplicationScoped
public class KeyStore {

    static final String SETTING = "PORTLEASE_KEY_STORE";

    private static final String NAME = "portlease";
    private static final Pattern LATER = Pattern.compile(NAME + "-([2-9]|[1-9][0-9]{1,2})");
    private static final String CAPABILITY = "org.wildfly.security.credential-store";

    /** One for the whole application: it keeps what is costly to make. */
    @Produces
    @Singleton
    public KeyRing keyRing() {
        return new KeyRing(new StoredKeys());
    }

    /**
     * The first key's alias is the store's own name; a later one has its number behind it: {@code
     * portlease-2}. The store is asked each time, for an operator may add a key while the server
     * runs.
     */
    private static final class StoredKeys implements KeySource {

        @Override
        public SortedSet<Integer> numbers() {
            try {
                return store().getAliases().stream()
                        .flatMap(alias -> number(alias).stream())
                        .collect(Collectors.toCollection(TreeSet::new));
            } catch (CredentialStoreException e) {
                throw unreadable(e);
            }
        }

        @Override
        public Optional<SecretKey> key(int number) {
            String alias = number == FIRST ? NAME : NAME + "-" + number;
            try {
                return Optional.ofNullable(store().retrieve(alias, SecretKeyCredential.class))
                        .map(SecretKeyCredential::getSecretKey);
            } catch (CredentialStoreException e) {
                throw unreadable(e);
            }
        }

        private static Optional<Integer> number(String alias) {
            Matcher matcher = LATER.matcher(alias);
            if (alias.equals(NAME)) {
                return Optional.of(FIRST);
            }
            return matcher.matches()
                    ? Optional.of(Integer.valueOf(matcher.group(1))).filter(n -> n <= LAST)
                    : Optional.empty();
        }
    }

    private static WrongSettingException unreadable(CredentialStoreException fault) {
        return new WrongSettingException(
                SETTING, "the credential store cannot be read: " + fault.getMessage(), fault);
    }

    /** No injection reaches a credential store; the server's own service is the way to it. */
    private static CredentialStore store() {
        return ServerService.find(CredentialStore.class, CAPABILITY, NAME, SETTING)
                .orElseThrow(
                        () ->
                                new WrongSettingException(
                                        SETTING,
                                        "the server has no credential store named " + NAME));
    }
}
