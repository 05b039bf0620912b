package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.CHAP_CHALLENGE;
import static org.portlease.radius.packet.AttributeTypes.CHAP_PASSWORD;
import static org.portlease.radius.packet.AttributeTypes.MESSAGE_AUTHENTICATOR;
import static org.portlease.radius.packet.AttributeTypes.NAS_IDENTIFIER;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.radius.TestAnswer;
import org.portlease.radius.adapter.RadiusStatus;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/**
 * Asks one home server, from this node, whether it knows a subscriber: with a real Access-Request,
 * outside of leases, so that no session comes of it. Only a few at once.
 */
@ApplicationScoped
public class TestAuthentication {

    private static final int MOST_AT_ONCE = 4;
    private static final Duration SLACK = Duration.ofSeconds(1);
    private static final String OURSELVES = "portlease-test";
    private static final String MASKED = "***(";
    private static final int CHALLENGE_LENGTH = 16;

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final SecureRandom random = new SecureRandom();

    @Resource(lookup = "java:/portlease/RadiusStatus")
    private RadiusStatus status;

    @EJB private DirectoryCache directories;
    @Inject private AttributePolicy attributes;

    /** How the subscriber proves itself. */
    public enum Method {
        PAP,
        CHAP
    }

    /**
     * Who is to be known.
     *
     * @param patience how long to wait for an answer
     */
    public record Asked(String userName, String password, Method method, Duration patience) {

        /** Says nothing of the subscriber. */
        @Override
        public String toString() {
            return "Asked[" + method + ", " + patience + "]";
        }
    }

    /**
     * What came of it.
     *
     * @param code Access-Accept, Access-Reject or Access-Challenge; null where no answer was taken
     * @param fault why none was: "timeout", or what was wrong with what came; null where one was
     * @param messageAuthenticator whether the answer had one; null where none was taken
     * @param attributes of the answer
     */
    public record Found(
            @Nullable String code,
            @Nullable String fault,
            long milliseconds,
            @Nullable Boolean messageAuthenticator,
            List<Attribute> attributes) {}

    /**
     * An attribute of the answer.
     *
     * @param value null where it might tell who the subscriber is, or hold a secret
     */
    public record Attribute(String name, @Nullable String value) {}

    /**
     * @return empty where as many are under way as may be
     * @throws java.util.NoSuchElementException where no such home server is configured
     */
    public Optional<Found> ask(long homeServer, Asked asked) {
        Packet request = request(homeServer, asked);
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    found(
                            status.ask(homeServer, request, asked.patience())
                                    .get(
                                            asked.patience().plus(SLACK).toMillis(),
                                            TimeUnit.MILLISECONDS)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(silent(Duration.ZERO));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.of(silent(asked.patience()));
        } finally {
            places.release();
        }
    }

    private Packet request(long homeServer, Asked asked) {
        Directory directory = directories.current();
        OptionalLong owner = directory.homeServer(homeServer).providerId();
        Packet request =
                Packet.of(Code.ACCESS_REQUEST)
                        .addText(USER_NAME, asked.userName())
                        .addText(NAS_IDENTIFIER, OURSELVES);
        byte[] password = asked.password().getBytes(StandardCharsets.UTF_8);
        switch (asked.method()) {
            case PAP -> request.withPassword(password);
            case CHAP -> addChap(request, password);
        }
        return owner.isPresent()
                ? attributes.of(directory).toHome(owner.getAsLong(), request)
                : request;
    }

    /** RFC 2865 section 5.3, with a challenge of its own. */
    private void addChap(Packet request, byte[] password) {
        byte[] challenge = new byte[CHALLENGE_LENGTH];
        random.nextBytes(challenge);
        byte identifier = (byte) random.nextInt(256);
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(identifier);
            digest.update(password);
            byte[] response = digest.digest(challenge);
            byte[] value = new byte[1 + response.length];
            value[0] = identifier;
            System.arraycopy(response, 0, value, 1, response.length);
            request.add(CHAP_PASSWORD, value).add(CHAP_CHALLENGE, challenge);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Found found(TestAnswer answer) {
        if (answer instanceof TestAnswer.Answered answered) {
            Packet packet = answered.packet();
            return new Found(
                    name(packet.code()),
                    null,
                    answered.took().toMillis(),
                    packet.has(MESSAGE_AUTHENTICATOR),
                    packet.shownAttributes().stream().map(TestAuthentication::shown).toList());
        }
        if (answer instanceof TestAnswer.Discarded discarded) {
            return new Found(
                    null, discarded.reason(), discarded.took().toMillis(), null, List.of());
        }
        return silent(answer.took());
    }

    private static Found silent(Duration took) {
        return new Found(null, "timeout", took.toMillis(), null, List.of());
    }

    private static Attribute shown(String text) {
        int equals = text.indexOf('=');
        String value = text.substring(equals + 1);
        return new Attribute(text.substring(0, equals), value.startsWith(MASKED) ? null : value);
    }

    private static String name(Code code) {
        return switch (code) {
            case ACCESS_ACCEPT -> "Access-Accept";
            case ACCESS_REJECT -> "Access-Reject";
            case ACCESS_CHALLENGE -> "Access-Challenge";
            default -> code.name();
        };
    }
}
