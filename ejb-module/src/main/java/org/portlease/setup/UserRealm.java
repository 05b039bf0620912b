package org.portlease.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.wildfly.security.auth.server.ModifiableSecurityRealm;

/**
 * The server's realm of the API's users. A server whose users come from elsewhere, an OpenID
 * provider say, need not have it.
 */
final class UserRealm {

    private static final String SETTING = "PORTLEASE_REALM_PATH";
    private static final String CAPABILITY = "org.wildfly.security.modifiable-security-realm";
    private static final String NAME = "portlease";
    private static final String FILE = "portlease-first-password";

    /** Makes the first user where there is none. */
    void open() {
        Optional<ModifiableSecurityRealm> realm =
                ServerService.find(ModifiableSecurityRealm.class, CAPABILITY, NAME, SETTING);
        if (realm.isPresent()) {
            open(realm.get(), Path.of(System.getProperty("jboss.server.config.dir"), FILE));
        }
    }

    private static void open(ModifiableSecurityRealm realm, Path file) {
        try {
            if (new FirstPassword(realm, file).make()) {
                AdminLog.LOG.firstPassword(FirstPassword.USER, file);
            }
        } catch (IOException e) {
            throw new WrongSettingException(
                    SETTING, "the first user of the API cannot be made: " + e, e);
        }
    }
}
