package org.portlease.radius.packet;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;
import org.portlease.radius.packet.BadPacketException.Reason;
import org.tinyradius.attribute.RadiusAttribute;

/**
 * Between datagrams and packets: checks the frame, verifies and makes the authenticators, and hides
 * anew for each hop what is hidden on the wire. Any thread may call it, and nothing waits.
 */
public final class PacketCodec {

    private PacketCodec() {}

    /** The code of a datagram of at least one octet, known or not. */
    public static int code(byte[] datagram) {
        return datagram[0] & 0xFF;
    }

    /** The identifier of a datagram of at least two octets. */
    public static int identifier(byte[] datagram) {
        return datagram[1] & 0xFF;
    }

    /** A copy of the authenticator of a datagram of at least 20 octets. */
    public static byte[] authenticator(byte[] datagram) {
        return Arrays.copyOfRange(datagram, Frame.AUTHENTICATOR_OFFSET, Frame.HEADER_LENGTH);
    }

    /**
     * A request that came to one of our doors, verified as far as its kind allows: an
     * Accounting-Request by its authenticator (RFC 2866 section 3), and any by its
     * Message-Authenticator. An EAP-Message (RFC 3579 section 3.1) and a Status-Server (RFC 5997
     * section 3) must have one; so must an Access-Request where the policy says so, or where it
     * carries Proxy-State, by which a forger would find his collision (CVE-2024-3596).
     *
     * @param datagram whose first octets were received; not kept
     * @param length how many were received
     */
    public static Packet decodeRequest(
            byte[] datagram, int length, Secret secret, MessageAuthenticatorPolicy policy)
            throws BadPacketException {
        Frame frame = Frame.of(datagram, length);
        Code code = knownCode(frame);
        byte[] authenticator = authenticator(datagram);
        switch (code) {
            case ACCESS_REQUEST ->
                    verifySignature(
                            frame,
                            authenticator,
                            secret,
                            policy == MessageAuthenticatorPolicy.REQUIRED || frame.hasProxyState);
            case STATUS_SERVER -> verifySignature(frame, authenticator, secret, true);
            case ACCOUNTING_REQUEST, COA_REQUEST, DISCONNECT_REQUEST -> {
                verifyAuthenticator(frame, Digests.ZEROS, secret);
                verifySignature(frame, Digests.ZEROS, secret, false);
            }
            default ->
                    throw new BadPacketException(
                            Reason.BAD_CODE, "expected a request, but it is " + code);
        }
        return packet(frame, code, new Hop(secret, authenticator), authenticator);
    }

    /**
     * A home server's answer, verified by its response authenticator, and by its
     * Message-Authenticator where it has one. Of answers to Access-Requests, one with an
     * EAP-Message must have it, and each where the policy says so. Our own Proxy-State in an
     * unsigned answer proves nothing and is not asked about: every answer to a proxy has one.
     *
     * <p>Whether its code fits the request is for the caller to ask ({@link Code#answers}).
     *
     * @param requestAuthenticator of the request that it answers, as it was sent
     * @param hop the secret that we share with the home server
     */
    public static Packet decodeResponse(
            byte[] datagram,
            int length,
            byte[] requestAuthenticator,
            Secret hop,
            MessageAuthenticatorPolicy policy)
            throws BadPacketException {
        Frame frame = Frame.of(datagram, length);
        Code code = knownCode(frame);
        if (code.isRequest()) {
            throw new BadPacketException(Reason.BAD_CODE, "expected an answer, but it is " + code);
        }
        verifyAuthenticator(frame, requestAuthenticator, hop);
        boolean signed = code.isAccessReply() && policy == MessageAuthenticatorPolicy.REQUIRED;
        verifySignature(frame, requestAuthenticator, hop, signed);
        return packet(
                frame, code, new Hop(hop, requestAuthenticator.clone()), authenticator(datagram));
    }

    private static Code knownCode(Frame frame) throws BadPacketException {
        int number = code(frame.octets);
        Optional<Code> code = Code.of(number);
        if (code.isEmpty()) {
            throw new BadPacketException(
                    Reason.BAD_CODE, "expected a code that we know, but it is " + number);
        }
        return code.get();
    }

    private static void verifyAuthenticator(Frame frame, byte[] over, Secret secret)
            throws BadPacketException {
        byte[] expected = Digests.authenticator(frame.octets, frame.length, over, secret);
        if (!Digests.standsAt(expected, frame.octets, Frame.AUTHENTICATOR_OFFSET)) {
            throw new BadPacketException(
                    Reason.BAD_AUTHENTICATOR,
                    "expected an authenticator made with the shared secret, but it is another");
        }
    }

    private static void verifySignature(Frame frame, byte[] over, Secret secret, boolean required)
            throws BadPacketException {
        int at = frame.messageAuthenticator;
        if (at < 0) {
            if (required || frame.hasEapMessage) {
                throw new BadPacketException(
                        Reason.UNSIGNED, "expected a Message-Authenticator, but there is none");
            }
            return;
        }
        byte[] expected =
                Digests.messageAuthenticator(frame.octets, frame.length, at, over, secret);
        if (!Digests.standsAt(expected, frame.octets, at)) {
            throw new BadPacketException(
                    Reason.BAD_MESSAGE_AUTHENTICATOR,
                    "expected a Message-Authenticator made with the shared secret, but it is"
                            + " another");
        }
    }

    private static Packet packet(Frame frame, Code code, Hop hop, byte[] authenticator) {
        RadiusDictionary dictionary = RadiusDictionary.standard();
        byte[] octets = frame.octets;
        Packet packet = new Packet(code, hop, frame.attributes + Packet.ROOM_TO_ADD);
        List<RadiusAttribute> attributes = packet.attributes();
        int at = Frame.HEADER_LENGTH;
        while (at < frame.length) {
            int end = at + (octets[at + 1] & 0xFF);
            byte[] value = Arrays.copyOfRange(octets, at + 2, end);
            attributes.add(dictionary.attribute(octets[at] & 0xFF, value));
            at = end;
        }
        packet.setPacketIdentifier(identifier(octets));
        packet.setAuthenticator(authenticator);
        return packet;
    }

    /**
     * A request for the next hop. Message-Authenticator stands first in every Access-Request and
     * Status-Server, and in another request that had one; passwords are hidden anew; a CHAP
     * password whose challenge was the authenticator that we replace gets it as CHAP-Challenge; the
     * rest keeps its order and octets.
     *
     * @param authenticator 16 octets that nobody can guess, for an Access-Request or Status-Server;
     *     other requests' authenticator is a digest
     * @param hop the secret shared with the next hop
     * @param proxyState our own Proxy-State's value, to stand last
     * @return the datagram; octets 4 to 19 hold the authenticator that it is sent with
     * @throws PacketTooLongException if it would exceed 4096 octets
     */
    public static byte[] encodeRequest(
            Packet p,
            int identifier,
            byte[] authenticator,
            Secret hop,
            byte @Nullable [] proxyState) {
        Code code = p.code();
        if (!code.isRequest()) {
            throw new IllegalArgumentException("expected a request to send, but it is " + code);
        }
        boolean own = code.hasRandomAuthenticator();
        byte[] over = own ? authenticator : Digests.ZEROS;
        PacketWriter out = new PacketWriter(code, identifier, p.hop(), new Hop(hop, over));
        if (own || p.has(AttributeTypes.MESSAGE_AUTHENTICATOR)) {
            out.messageAuthenticator();
        }
        boolean challenged = p.has(AttributeTypes.CHAP_CHALLENGE);
        for (RadiusAttribute attribute : p.attributes()) {
            if (attribute.getAttributeType() == AttributeTypes.MESSAGE_AUTHENTICATOR) {
                continue;
            }
            out.attribute(attribute);
            if (attribute.getAttributeType() == AttributeTypes.CHAP_PASSWORD && !challenged) {
                CredentialAttributes.impliedChapChallenge(p)
                        .ifPresent(value -> out.attribute(AttributeTypes.CHAP_CHALLENGE, value));
                challenged = true;
            }
        }
        if (proxyState != null) {
            out.attribute(AttributeTypes.PROXY_STATE, proxyState);
        }
        return own ? out.finish(authenticator, hop) : out.finishDigested(over, hop);
    }

    /**
     * An answer to a request. Message-Authenticator stands first in every answer to an
     * Access-Request, and in another answer to a request that had one; the request's Proxy-States
     * follow last, all and in order, in place of those that a home server's answer brought; keys
     * are hidden anew.
     *
     * @param request whose Proxy-States are given back
     * @param requestAuthenticator of the request, as it came
     * @param secret shared with who asked
     * @throws PacketTooLongException if it would exceed 4096 octets
     */
    public static byte[] encodeReply(
            Packet reply,
            Packet request,
            int identifier,
            byte[] requestAuthenticator,
            Secret secret) {
        Code code = reply.code();
        if (code.isRequest()) {
            throw new IllegalArgumentException("expected an answer to send, but it is " + code);
        }
        Hop to = new Hop(secret, requestAuthenticator);
        PacketWriter out = new PacketWriter(code, identifier, reply.hop(), to);
        if (code.isAccessReply() || request.has(AttributeTypes.MESSAGE_AUTHENTICATOR)) {
            out.messageAuthenticator();
        }
        for (RadiusAttribute attribute : reply.attributes()) {
            int type = attribute.getAttributeType();
            if (type != AttributeTypes.MESSAGE_AUTHENTICATOR
                    && type != AttributeTypes.PROXY_STATE) {
                out.attribute(attribute);
            }
        }
        for (RadiusAttribute attribute : request.attributes()) {
            if (attribute.getAttributeType() == AttributeTypes.PROXY_STATE) {
                out.attribute(AttributeTypes.PROXY_STATE, attribute.getAttributeData());
            }
        }
        return out.finishDigested(requestAuthenticator, secret);
    }

    /**
     * A request of ours that is kept for later, as octets without a hop: its code and attributes.
     * What is hidden under the hop that it came over is left out, for only that hop's secret opens
     * it.
     *
     * @param request an Accounting-, Disconnect- or CoA-Request, which carry no credentials
     */
    public static byte[] freeze(Packet request) {
        return FrozenPacket.write(request);
    }

    /**
     * What {@link #freeze} made octets of, as a packet made here.
     *
     * @throws IllegalArgumentException if the octets are not of that making
     */
    public static Packet thaw(byte[] frozen) {
        return FrozenPacket.read(frozen);
    }
}
