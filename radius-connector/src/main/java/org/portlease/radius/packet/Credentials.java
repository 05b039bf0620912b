package org.portlease.radius.packet;

/** What a subscriber proves itself with. Never prints its content. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared as a whole
public sealed interface Credentials {

    /** User-Password, decrypted (RFC 2865 section 5.2). */
    record Pap(byte[] password) implements Credentials {
        @Override
        public String toString() {
            return "Pap[***]";
        }
    }

    /** CHAP-Password with its challenge (RFC 2865 section 5.3, RFC 1994). */
    record Chap(byte identifier, byte[] challenge, byte[] response) implements Credentials {
        @Override
        public String toString() {
            return "Chap[***]";
        }
    }

    /** MS-CHAP2-Response with MS-CHAP-Challenge (RFC 2548 sections 2.1.2 and 2.3.2, RFC 2759). */
    record MsChapV2(byte identifier, byte[] challenge, byte[] peerChallenge, byte[] response)
            implements Credentials {
        @Override
        public String toString() {
            return "MsChapV2[***]";
        }
    }

    /** An EAP conversation (RFC 3579), for the home server alone. */
    record Eap() implements Credentials {}

    /** Nothing that we understand. */
    record None() implements Credentials {}
}
