package org.portlease.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.portlease.radius.packet.Octets.AUTHENTICATOR;
import static org.portlease.radius.packet.Octets.accountingRequest;
import static org.portlease.radius.packet.Octets.ascii;
import static org.portlease.radius.packet.Octets.attribute;
import static org.portlease.radius.packet.Octets.datagram;
import static org.portlease.radius.packet.Octets.digested;
import static org.portlease.radius.packet.Octets.filled;
import static org.portlease.radius.packet.Octets.join;
import static org.portlease.radius.packet.Octets.signed;
import static org.portlease.radius.packet.Octets.slice;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;
import org.portlease.radius.packet.BadPacketException.Reason;

/** Which datagrams are dropped, and what they are counted as. */
class BadPacketTest {

    private static final Secret SECRET = Secret.of("testing123");
    private static final Secret OTHER = Secret.of("testing124");
    private static final byte[] ZEROS = new byte[16];
    private static final byte[] NAME = attribute(AttributeTypes.USER_NAME, ascii("bob"));
    private static final byte[] EAP = attribute(AttributeTypes.EAP_MESSAGE, filled(5, 1));
    private static final byte[] PROXY_STATE = attribute(AttributeTypes.PROXY_STATE, filled(4, 9));
    private static final byte[] REQUEST = datagram(1, AUTHENTICATOR, NAME);

    private static Packet decode(byte[] datagram, MessageAuthenticatorPolicy policy)
            throws BadPacketException {
        return PacketCodec.decodeRequest(datagram, datagram.length, SECRET, policy);
    }

    private static Packet decode(byte[] datagram) throws BadPacketException {
        return decode(datagram, MessageAuthenticatorPolicy.OPTIONAL);
    }

    private static Packet decodeAnswer(byte[] datagram, MessageAuthenticatorPolicy policy)
            throws BadPacketException {
        return PacketCodec.decodeResponse(datagram, datagram.length, AUTHENTICATOR, SECRET, policy);
    }

    private interface Decoding {
        Packet run() throws BadPacketException;
    }

    private static Reason reasonOf(Decoding decoding) {
        BadPacketException thrown = catchThrowableOfType(BadPacketException.class, decoding::run);
        assertThat(thrown).as("the packet was taken").isNotNull();
        assertThat(thrown.getStackTrace()).isEmpty();
        return thrown.reason();
    }

    private static byte[] withLength(int length) {
        byte[] datagram = REQUEST.clone();
        datagram[2] = (byte) (length >> 8);
        datagram[3] = (byte) length;
        return datagram;
    }

    private static byte[] answer(int code, byte[]... attributes) {
        return digested(datagram(code, ZEROS, attributes), AUTHENTICATOR, SECRET);
    }

    private static byte[] signedAnswer(int code, byte[]... attributes) {
        byte[] unsigned = datagram(code, ZEROS, attributes);
        return digested(signed(unsigned, AUTHENTICATOR, SECRET), AUTHENTICATOR, SECRET);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 19})
    void aDatagramWithoutAWholeHeaderIsTruncated(int received) {
        assertThat(
                        reasonOf(
                                () ->
                                        PacketCodec.decodeRequest(
                                                REQUEST,
                                                received,
                                                SECRET,
                                                MessageAuthenticatorPolicy.OPTIONAL)))
                .isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void aDatagramShorterThanItsLengthIsTruncated() {
        assertThat(reasonOf(() -> decode(slice(REQUEST, 0, REQUEST.length - 1))))
                .isEqualTo(Reason.TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 19, 4097, 65535})
    void aLengthOutOfBoundsIsRefused(int length) {
        byte[] large = Arrays.copyOf(withLength(length), 5000);

        assertThat(reasonOf(() -> decode(large))).isEqualTo(Reason.BAD_LENGTH);
    }

    @Test
    void octetsPastTheLengthAreIgnored() throws BadPacketException {
        byte[] padded = join(REQUEST, filled(40, 0xFF));

        assertThat(decode(padded).text(AttributeTypes.USER_NAME)).contains("bob");
        byte[] accounting = accountingRequest(SECRET, NAME);
        assertThat(decode(join(accounting, filled(3, 0))).code())
                .isEqualTo(Code.ACCOUNTING_REQUEST);
    }

    @Test
    void aHeaderAloneIsAPacket() throws BadPacketException {
        assertThat(decode(datagram(1, AUTHENTICATOR)).has(AttributeTypes.USER_NAME)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 255})
    void anAttributeTooShortOrTooLongIsRefused(int size) {
        byte[] datagram = REQUEST.clone();
        datagram[21] = (byte) size;

        assertThat(reasonOf(() -> decode(datagram))).isEqualTo(Reason.BAD_ATTRIBUTE);
    }

    @Test
    void anAttributeWithoutALengthIsRefused() {
        byte[] datagram = datagram(1, AUTHENTICATOR, NAME, new byte[] {1});

        assertThat(reasonOf(() -> decode(datagram))).isEqualTo(Reason.BAD_ATTRIBUTE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5, 6, 11, 13, 41, 255})
    void aCodeThatIsNoRequestHasNoBusinessAtADoor(int code) {
        assertThat(reasonOf(() -> decode(datagram(code, AUTHENTICATOR))))
                .isEqualTo(Reason.BAD_CODE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 12, 43, 99})
    void aCodeThatIsNoAnswerAnswersNothing(int code) {
        assertThat(reasonOf(() -> decodeAnswer(answer(code), MessageAuthenticatorPolicy.OPTIONAL)))
                .isEqualTo(Reason.BAD_CODE);
    }

    @Test
    void anAccountingRequestOfAnotherSecretIsRefused() throws BadPacketException {
        assertThat(decode(accountingRequest(SECRET, NAME)).code())
                .isEqualTo(Code.ACCOUNTING_REQUEST);
        assertThat(reasonOf(() -> decode(accountingRequest(OTHER, NAME))))
                .isEqualTo(Reason.BAD_AUTHENTICATOR);
        byte[] changed = accountingRequest(SECRET, NAME);
        changed[changed.length - 1]++;
        assertThat(reasonOf(() -> decode(changed))).isEqualTo(Reason.BAD_AUTHENTICATOR);
    }

    @Test
    void aSignatureInAnAccountingRequestIsVerifiedOverZeros() throws BadPacketException {
        byte[] right = signed(datagram(4, ZEROS, NAME), ZEROS, SECRET);
        byte[] wrong = signed(datagram(4, ZEROS, NAME), ZEROS, OTHER);

        assertThat(decode(digested(right, ZEROS, SECRET)).code())
                .isEqualTo(Code.ACCOUNTING_REQUEST);
        assertThat(reasonOf(() -> decode(digested(wrong, ZEROS, SECRET))))
                .isEqualTo(Reason.BAD_MESSAGE_AUTHENTICATOR);
    }

    @Test
    void aSignedAccessRequestIsTakenUnderEitherPolicy() throws BadPacketException {
        byte[] datagram = signed(datagram(1, AUTHENTICATOR, NAME, EAP), AUTHENTICATOR, SECRET);

        for (MessageAuthenticatorPolicy policy : MessageAuthenticatorPolicy.values()) {
            assertThat(decode(datagram, policy).text(AttributeTypes.USER_NAME)).contains("bob");
        }
    }

    @Test
    void aSignatureIsVerifiedWhereverItStands() throws BadPacketException {
        byte[] signed = signed(datagram(1, AUTHENTICATOR, NAME), AUTHENTICATOR, SECRET);
        byte[] value = Octets.hmac(SECRET, first(ZEROS));

        assertThat(decode(first(value)).text(AttributeTypes.USER_NAME)).contains("bob");
        byte[] tampered = first(value);
        tampered[tampered.length - 1]++;
        assertThat(reasonOf(() -> decode(tampered))).isEqualTo(Reason.BAD_MESSAGE_AUTHENTICATOR);
        signed[AUTHENTICATOR_OCTET]++;
        assertThat(reasonOf(() -> decode(signed))).isEqualTo(Reason.BAD_MESSAGE_AUTHENTICATOR);
    }

    private static final int AUTHENTICATOR_OCTET = 4;

    private static byte[] first(byte[] signature) {
        return datagram(1, AUTHENTICATOR, attribute(80, signature), NAME);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15})
    void eachOctetOfTheSignatureCounts(int octet) {
        byte[] datagram = signed(REQUEST, AUTHENTICATOR, SECRET);
        datagram[datagram.length - 16 + octet] ^= 1;

        assertThat(reasonOf(() -> decode(datagram))).isEqualTo(Reason.BAD_MESSAGE_AUTHENTICATOR);
    }

    @Test
    void aSignatureOfAnotherLengthOrTwiceIsRefused() {
        byte[] twice = signed(signed(REQUEST, AUTHENTICATOR, SECRET), AUTHENTICATOR, SECRET);
        byte[] tooShort = datagram(1, AUTHENTICATOR, NAME, attribute(80, filled(15, 0)));

        assertThat(reasonOf(() -> decode(twice))).isEqualTo(Reason.BAD_MESSAGE_AUTHENTICATOR);
        assertThat(reasonOf(() -> decode(tooShort))).isEqualTo(Reason.BAD_MESSAGE_AUTHENTICATOR);
    }

    @Test
    void anUnsignedAccessRequestIsTakenOnlyWhereThePolicyAllows() throws BadPacketException {
        assertThat(decode(REQUEST).code()).isEqualTo(Code.ACCESS_REQUEST);
        assertThat(reasonOf(() -> decode(REQUEST, MessageAuthenticatorPolicy.REQUIRED)))
                .isEqualTo(Reason.UNSIGNED);
        assertThat(reasonOf(() -> decode(datagram(1, AUTHENTICATOR, NAME, PROXY_STATE))))
                .isEqualTo(Reason.UNSIGNED);
    }

    @Test
    void anEapMessageIsNeverTakenUnsigned() {
        assertThat(reasonOf(() -> decode(datagram(1, AUTHENTICATOR, EAP))))
                .isEqualTo(Reason.UNSIGNED);
        assertThat(
                        reasonOf(
                                () ->
                                        decodeAnswer(
                                                answer(11, EAP),
                                                MessageAuthenticatorPolicy.OPTIONAL)))
                .isEqualTo(Reason.UNSIGNED);
    }

    @Test
    void aStatusServerIsNeverTakenUnsigned() throws BadPacketException {
        byte[] datagram = datagram(12, AUTHENTICATOR);

        assertThat(reasonOf(() -> decode(datagram))).isEqualTo(Reason.UNSIGNED);
        assertThat(decode(signed(datagram, AUTHENTICATOR, SECRET)).code())
                .isEqualTo(Code.STATUS_SERVER);
    }

    @Test
    void theDoorOfAccountingNeedsNoSignatureUnderAnyPolicy() throws BadPacketException {
        byte[] datagram = accountingRequest(SECRET, NAME, PROXY_STATE);

        assertThat(decode(datagram, MessageAuthenticatorPolicy.REQUIRED).code())
                .isEqualTo(Code.ACCOUNTING_REQUEST);
    }

    @Test
    void anAnswerOfAnotherSecretOrToAnotherRequestIsRefused() throws BadPacketException {
        byte[] right = answer(2, NAME);
        byte[] wrong = digested(datagram(2, ZEROS, NAME), AUTHENTICATOR, OTHER);
        byte[] elsewhere = digested(datagram(2, ZEROS, NAME), filled(16, 1), SECRET);

        MessageAuthenticatorPolicy optional = MessageAuthenticatorPolicy.OPTIONAL;
        assertThat(decodeAnswer(right, optional).code()).isEqualTo(Code.ACCESS_ACCEPT);
        assertThat(reasonOf(() -> decodeAnswer(wrong, optional)))
                .isEqualTo(Reason.BAD_AUTHENTICATOR);
        assertThat(reasonOf(() -> decodeAnswer(elsewhere, optional)))
                .isEqualTo(Reason.BAD_AUTHENTICATOR);
    }

    @Test
    void aSignatureInAnAnswerIsVerifiedOverTheRequestsAuthenticator() throws BadPacketException {
        byte[] unsigned = datagram(2, ZEROS, NAME);
        byte[] wrong = digested(signed(unsigned, ZEROS, SECRET), AUTHENTICATOR, SECRET);

        assertThat(decodeAnswer(signedAnswer(2, NAME), MessageAuthenticatorPolicy.REQUIRED).code())
                .isEqualTo(Code.ACCESS_ACCEPT);
        assertThat(reasonOf(() -> decodeAnswer(wrong, MessageAuthenticatorPolicy.OPTIONAL)))
                .isEqualTo(Reason.BAD_MESSAGE_AUTHENTICATOR);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 11})
    void anUnsignedAnswerToAnAccessRequestIsTakenOnlyWhereThePolicyAllows(int code)
            throws BadPacketException {
        byte[] datagram = answer(code, PROXY_STATE);

        assertThat(decodeAnswer(datagram, MessageAuthenticatorPolicy.OPTIONAL).code().number())
                .isEqualTo(code);
        assertThat(reasonOf(() -> decodeAnswer(datagram, MessageAuthenticatorPolicy.REQUIRED)))
                .isEqualTo(Reason.UNSIGNED);
    }

    @Test
    void anAccountingResponseNeedsNoSignature() throws BadPacketException {
        assertThat(decodeAnswer(answer(5), MessageAuthenticatorPolicy.REQUIRED).code())
                .isEqualTo(Code.ACCOUNTING_RESPONSE);
    }
}
