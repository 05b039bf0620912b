package org.portlease.test.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A packet to be sent. Attributes stand in the order in which they were given, behind a
 * Message-Authenticator where there is one.
 */
public final class Draft {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final int code;
    private final List<Function<Sealing, WireAttribute>> attributes = new ArrayList<>();
    private boolean signed;
    private boolean forged;
    private byte @Nullable [] authenticator;

    /** What an attribute may depend on: the authenticator and the secret of this hop. */
    private record Sealing(byte[] authenticator, byte[] secret) {}

    private Draft(int code, boolean signed) {
        this.code = code;
        this.signed = signed;
    }

    /** A packet of any code; Access packets and Status-Server are signed. */
    public static Draft of(int code) {
        return new Draft(code, Wire.isSigned(code));
    }

    public static Draft accessRequest(String userName) {
        return of(Wire.ACCESS_REQUEST).with(Wire.USER_NAME, userName);
    }

    public static Draft accountingRequest(int status, String sessionId) {
        return of(Wire.ACCOUNTING_REQUEST)
                .with(Wire.ACCT_STATUS_TYPE, status)
                .with(Wire.ACCT_SESSION_ID, sessionId);
    }

    public Draft with(int type, String text) {
        return with(WireAttribute.of(type, text));
    }

    public Draft with(int type, int number) {
        return with(WireAttribute.of(type, number));
    }

    public Draft with(int type, byte[] value) {
        return with(WireAttribute.of(type, value));
    }

    public Draft with(WireAttribute attribute) {
        attributes.add(sealing -> attribute);
        return this;
    }

    public Draft with(List<WireAttribute> more) {
        more.forEach(this::with);
        return this;
    }

    /** User-Password, hidden under the hop's secret when the packet is sent. */
    public Draft pap(String password) {
        byte[] clear = WireAttribute.of(Wire.USER_PASSWORD, password).value();
        attributes.add(
                s ->
                        WireAttribute.of(
                                Wire.USER_PASSWORD,
                                Digests.hidePassword(clear, s.authenticator(), s.secret())));
        return this;
    }

    /** CHAP-Password, with the Request Authenticator as its challenge (RFC 2865 section 5.3). */
    public Draft chap(String password) {
        attributes.add(
                s ->
                        WireAttribute.of(
                                Wire.CHAP_PASSWORD, Chap.response(7, password, s.authenticator())));
        return this;
    }

    /** CHAP-Password with a challenge of its own. */
    public Draft chap(String password, byte[] challenge) {
        return with(Wire.CHAP_PASSWORD, Chap.response(9, password, challenge))
                .with(Wire.CHAP_CHALLENGE, challenge);
    }

    /** Tunnel-Password, hidden under the hop's secret (RFC 2868 section 3.5). */
    public Draft tunnelPassword(int tag, String password) {
        byte[] clear = password.getBytes(StandardCharsets.UTF_8);
        attributes.add(
                s -> {
                    byte[] salted = SaltedSecret.hide(clear, s.authenticator(), s.secret());
                    byte[] value = new byte[1 + salted.length];
                    value[0] = (byte) tag;
                    System.arraycopy(salted, 0, value, 1, salted.length);
                    return WireAttribute.of(Wire.TUNNEL_PASSWORD, value);
                });
        return this;
    }

    /** A key of Microsoft's, hidden in the same way (RFC 2548 section 2.4). */
    public Draft sessionKey(int vendorType, byte[] key) {
        attributes.add(
                s ->
                        WireAttribute.ofVendor(
                                Wire.MICROSOFT,
                                vendorType,
                                SaltedSecret.hide(key, s.authenticator(), s.secret())));
        return this;
    }

    public Draft sessionTimeout(int seconds) {
        return with(Wire.SESSION_TIMEOUT, seconds);
    }

    public Draft interimInterval(int seconds) {
        return with(Wire.ACCT_INTERIM_INTERVAL, seconds);
    }

    /** Event-Timestamp (RFC 2869 section 5.3). */
    public Draft eventTimestamp(Instant at) {
        return with(Wire.EVENT_TIMESTAMP, (int) at.getEpochSecond());
    }

    /** Leaves the Message-Authenticator out. */
    public Draft unsigned() {
        signed = false;
        return this;
    }

    /** Signs an answer with another secret than the hop's. */
    public Draft forged() {
        forged = true;
        return this;
    }

    /** Sets the Request Authenticator of an Access-Request, random otherwise. */
    public Draft authenticator(byte[] octets) {
        authenticator = octets.clone();
        return this;
    }

    /** The request's octets. */
    public byte[] request(int identifier, byte[] secret) {
        byte[] seed = new byte[16];
        if (authenticator != null) {
            seed = authenticator.clone();
        } else if (!Wire.isDigested(code)) {
            RANDOM.nextBytes(seed);
        }
        byte[] packet = encode(identifier, seed, secret);
        if (Wire.isDigested(code)) {
            System.arraycopy(Digests.md5(packet, secret), 0, packet, 4, 16);
        }
        return packet;
    }

    /** The octets of an answer: signed, with the request's Proxy-State attributes at its end. */
    byte[] answer(WirePacket request, byte[] hopSecret) {
        byte[] secret = forged ? new byte[] {'n', 'o'} : hopSecret;
        with(request.all(Wire.PROXY_STATE));
        byte[] packet = encode(request.identifier(), request.authenticator(), secret);
        System.arraycopy(Digests.md5(packet, secret), 0, packet, 4, 16);
        return packet;
    }

    private byte[] encode(int identifier, byte[] seed, byte[] secret) {
        ByteBuffer packet = ByteBuffer.allocate(4096);
        packet.put((byte) code).put((byte) identifier).putShort((short) 0).put(seed);
        if (signed) {
            packet.put((byte) Wire.MESSAGE_AUTHENTICATOR).put((byte) 18).put(new byte[16]);
        }
        Sealing sealing = new Sealing(seed, secret);
        for (Function<Sealing, WireAttribute> each : attributes) {
            WireAttribute attribute = each.apply(sealing);
            byte[] value = attribute.value();
            packet.put((byte) attribute.type()).put((byte) (value.length + 2)).put(value);
        }
        packet.putShort(2, (short) packet.position());
        byte[] octets = Arrays.copyOf(packet.array(), packet.position());
        if (signed) {
            System.arraycopy(Digests.hmacMd5(secret, octets), 0, octets, 22, 16);
        }
        return octets;
    }
}
