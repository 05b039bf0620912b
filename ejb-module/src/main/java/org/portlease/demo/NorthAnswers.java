package org.portlease.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Credentials;
import org.portlease.radius.packet.Packet;

/** What North's RADIUS server answers: it knows one subscriber, Bob, with PAP or CHAP. */
final class NorthAnswers {

    private static final String BOB = "bob@north.example";
    private static final byte[] BOB_PASSWORD = "bob-secret".getBytes(StandardCharsets.UTF_8);
    private static final int SESSION_TIMEOUT_SECONDS = 3600;
    private static final int FRAMED = 2;

    private NorthAnswers() {}

    /** Empty for a request that it has no answer to. */
    static Optional<Packet> to(Packet request) {
        return switch (request.code()) {
            case ACCESS_REQUEST -> Optional.of(access(request));
            case ACCOUNTING_REQUEST -> Optional.of(Packet.of(Code.ACCOUNTING_RESPONSE));
            default -> Optional.empty();
        };
    }

    private static Packet access(Packet request) {
        boolean bob = request.text(AttributeTypes.USER_NAME).filter(BOB::equals).isPresent();
        if (bob && isBobs(request.credentials())) {
            return Packet.of(Code.ACCESS_ACCEPT)
                    .addNumber(AttributeTypes.SERVICE_TYPE, FRAMED)
                    .addNumber(AttributeTypes.SESSION_TIMEOUT, SESSION_TIMEOUT_SECONDS)
                    .add(AttributeTypes.CLASS, "north".getBytes(StandardCharsets.UTF_8));
        }
        return Packet.of(Code.ACCESS_REJECT)
                .addText(AttributeTypes.REPLY_MESSAGE, "North does not know you");
    }

    private static boolean isBobs(Credentials credentials) {
        if (credentials instanceof Credentials.Pap pap) {
            return MessageDigest.isEqual(BOB_PASSWORD, pap.password());
        }
        return credentials instanceof Credentials.Chap chap
                && MessageDigest.isEqual(response(chap), chap.response());
    }

    /** RFC 1994 section 4.1: MD5 over the identifier, the secret and the challenge. */
    private static byte[] response(Credentials.Chap chap) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(chap.identifier());
            md5.update(BOB_PASSWORD);
            return md5.digest(chap.challenge());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks MD5, which RADIUS needs", e);
        }
    }
}
