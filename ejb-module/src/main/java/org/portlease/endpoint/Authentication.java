package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import java.security.MessageDigest;
import java.util.Optional;
import org.portlease.contract.Contract;
import org.portlease.provider.PasswordScheme;
import org.portlease.provider.Subscriber;
import org.portlease.radius.packet.Credentials;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PasswordCheck;
import org.portlease.secret.KeyRing;
import org.portlease.secret.PasswordDigest;

/**
 * The built-in Master RADIUS server's authentication (415): own subscribers by PAP, CHAP and
 * MS-CHAPv2, virtual subscribers by PAP.
 */
final class Authentication {

    private final KeyRing keys;

    Authentication(KeyRing keys) {
        this.keys = keys;
    }

    /**
     * Checks an own subscriber's credentials.
     *
     * @return an Access-Accept with what the method adds, or empty where they do not do
     */
    Optional<Packet> accept(Packet request, Subscriber subscriber) {
        if (!subscriber.isActive()) {
            return Optional.empty();
        }
        Credentials credentials = request.credentials();
        if (subscriber.passwordScheme() == PasswordScheme.PBKDF2) {
            return credentials instanceof Credentials.Pap pap
                            && PasswordDigest.matches(
                                    pap.password(), subscriber.protectedPassword())
                    ? Optional.of(Replies.accept())
                    : Optional.empty();
        }
        byte[] password = keys.decrypt(subscriber.protectedPassword());
        if (!PasswordCheck.matches(credentials, password, request)) {
            return Optional.empty();
        }
        Packet accept = Replies.accept();
        if (credentials instanceof Credentials.MsChapV2 msChap) {
            PasswordCheck.addMsChapSuccess(
                    accept, msChap, request.text(USER_NAME).orElse(""), password);
        }
        return Optional.of(accept);
    }

    /** Whether a proxy knows the virtual subscriber's password: its identifier is no free login. */
    boolean matches(Packet request, Contract contract) {
        byte[] expected = keys.decrypt(contract.virtualSubscriber().encryptedPassword());
        return request.credentials() instanceof Credentials.Pap pap
                && MessageDigest.isEqual(pap.password(), expected);
    }
}
