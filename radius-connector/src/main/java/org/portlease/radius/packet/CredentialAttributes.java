package org.portlease.radius.packet;

import java.util.Arrays;
import java.util.Optional;

/** Where a packet's credentials stand: standard attributes and Microsoft's (RFC 2548 section 2). */
final class CredentialAttributes {

    static final int MICROSOFT = 311;
    static final int MS_CHAP_CHALLENGE = 11;
    static final int MS_CHAP2_RESPONSE = 25;
    static final int MS_CHAP2_SUCCESS = 26;
    static final int MS_MPPE_SEND_KEY = 16;
    static final int MS_MPPE_RECV_KEY = 17;

    private static final int CHAP_PASSWORD_LENGTH = 17;
    private static final int MS_CHAP2_RESPONSE_LENGTH = 50;

    private CredentialAttributes() {}

    /** The strongest that is there; one of the wrong shape is none. */
    static Credentials read(Packet packet) {
        if (packet.has(AttributeTypes.EAP_MESSAGE)) {
            return new Credentials.Eap();
        }
        Optional<byte[]> msChap = packet.vendorOctets(MICROSOFT, MS_CHAP2_RESPONSE);
        if (msChap.isPresent()) {
            return msChapV2(packet, msChap.get());
        }
        Optional<byte[]> chap = packet.octets(AttributeTypes.CHAP_PASSWORD);
        if (chap.isPresent()) {
            return chap(packet, chap.get());
        }
        Optional<byte[]> password = packet.octets(AttributeTypes.USER_PASSWORD);
        return password.isPresent() ? new Credentials.Pap(password.get()) : new Credentials.None();
    }

    /** MS-CHAP2-Response: Ident, Flags, Peer-Challenge, Reserved, Response. */
    private static Credentials msChapV2(Packet packet, byte[] response) {
        Optional<byte[]> challenge = packet.vendorOctets(MICROSOFT, MS_CHAP_CHALLENGE);
        if (response.length != MS_CHAP2_RESPONSE_LENGTH
                || challenge.filter(octets -> octets.length == 16).isEmpty()) {
            return new Credentials.None();
        }
        return new Credentials.MsChapV2(
                response[0],
                challenge.get(),
                Arrays.copyOfRange(response, 2, 18),
                Arrays.copyOfRange(response, 26, 50));
    }

    private static Credentials chap(Packet packet, byte[] password) {
        Optional<byte[]> challenge =
                packet.octets(AttributeTypes.CHAP_CHALLENGE).or(() -> impliedChapChallenge(packet));
        if (password.length != CHAP_PASSWORD_LENGTH || challenge.isEmpty()) {
            return new Credentials.None();
        }
        return new Credentials.Chap(
                password[0], challenge.get(), Arrays.copyOfRange(password, 1, password.length));
    }

    /**
     * The request's authenticator, which is the challenge where none is named (RFC 2865 section
     * 5.3); a packet made here has none yet.
     */
    static Optional<byte[]> impliedChapChallenge(Packet packet) {
        return packet.hop().isLocal()
                ? Optional.empty()
                : Optional.of(packet.hop().authenticator().clone());
    }

    static void remove(Packet packet) {
        packet.remove(AttributeTypes.USER_PASSWORD)
                .remove(AttributeTypes.CHAP_PASSWORD)
                .remove(AttributeTypes.CHAP_CHALLENGE)
                .remove(AttributeTypes.EAP_MESSAGE)
                .removeVendor(MICROSOFT, CredentialAttributes::isMsChap);
    }

    /** Responses, challenges and password changes of MS-CHAP; not the keys and the rest. */
    static boolean isMsChap(int type) {
        return switch (type) {
            case 1, 2, 3, 4, 5, 6, MS_CHAP_CHALLENGE, MS_CHAP2_RESPONSE, MS_CHAP2_SUCCESS, 27 ->
                    true;
            default -> false;
        };
    }
}
