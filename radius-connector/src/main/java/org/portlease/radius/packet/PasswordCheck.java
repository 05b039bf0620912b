package org.portlease.radius.packet;

import java.security.MessageDigest;
import java.util.Optional;

/**
 * Holds what a subscriber proves itself with against the password that we know. Compares in
 * constant time; any thread may call it.
 */
public final class PasswordCheck {

    /** MS-MPPE-Encryption-Policy: allowed, not required (RFC 2548 section 2.4.4). */
    private static final byte[] ENCRYPTION_ALLOWED = {0, 0, 0, 1};

    /** MS-MPPE-Encryption-Types: RC4 with 40 or 128 bits (RFC 2548 section 2.4.5). */
    private static final byte[] RC4_40_OR_128 = {0, 0, 0, 6};

    private static final int MS_MPPE_ENCRYPTION_POLICY = 7;
    private static final int MS_MPPE_ENCRYPTION_TYPES = 8;

    private PasswordCheck() {}

    /**
     * Whether the credentials prove the password. Those that we cannot check (EAP, none) never do.
     *
     * @param clear the password's octets; for MS-CHAPv2 they must be UTF-8
     * @param request which the credentials came in: MS-CHAPv2 signs its User-Name
     */
    public static boolean matches(Credentials credentials, byte[] clear, Packet request) {
        return matches(credentials, clear, request.text(AttributeTypes.USER_NAME).orElse(""));
    }

    static boolean matches(Credentials credentials, byte[] clear, String userName) {
        if (credentials instanceof Credentials.Pap pap) {
            return MessageDigest.isEqual(pap.password(), clear);
        } else if (credentials instanceof Credentials.Chap chap) {
            return MessageDigest.isEqual(chap.response(), chapResponse(chap, clear));
        } else if (credentials instanceof Credentials.MsChapV2 msChap) {
            return MsChapDigests.ntPasswordHash(clear)
                    .map(hash -> MsChapDigests.ntResponse(msChap, userName, hash))
                    .filter(response -> MessageDigest.isEqual(msChap.response(), response))
                    .isPresent();
        }
        return false;
    }

    /** MD5(identifier + password + challenge) (RFC 1994 section 4.1). */
    private static byte[] chapResponse(Credentials.Chap chap, byte[] clear) {
        MessageDigest md5 = Digests.md5();
        md5.update(chap.identifier());
        md5.update(clear);
        return md5.digest(chap.challenge());
    }

    /**
     * Adds to an Access-Accept what MS-CHAPv2 needs after {@link #matches}: MS-CHAP2-Success, by
     * which the subscriber's side knows that we know its password, and the keys of MPPE.
     *
     * @param userName the User-Name of the request, as the subscriber sent it
     * @param clear the password's octets
     */
    public static void addMsChapSuccess(
            Packet accept, Credentials.MsChapV2 msChap, String userName, byte[] clear) {
        Optional<byte[]> hash = MsChapDigests.ntPasswordHash(clear);
        if (hash.isEmpty()) {
            throw new IllegalArgumentException(
                    "a password that is not UTF-8 matches no MS-CHAPv2 response");
        }
        byte[] hashHash = MsChapDigests.md4(hash.get());
        byte[] masterKey = MsChapDigests.masterKey(hashHash, msChap.response());
        int microsoft = CredentialAttributes.MICROSOFT;
        accept.addVendor(
                        microsoft,
                        CredentialAttributes.MS_CHAP2_SUCCESS,
                        MsChapDigests.success(msChap, userName, hashHash))
                .addVendor(microsoft, MS_MPPE_ENCRYPTION_POLICY, ENCRYPTION_ALLOWED)
                .addVendor(microsoft, MS_MPPE_ENCRYPTION_TYPES, RC4_40_OR_128)
                .addVendor(
                        microsoft,
                        CredentialAttributes.MS_MPPE_SEND_KEY,
                        MsChapDigests.sendKey(masterKey))
                .addVendor(
                        microsoft,
                        CredentialAttributes.MS_MPPE_RECV_KEY,
                        MsChapDigests.receiveKey(masterKey));
    }
}
