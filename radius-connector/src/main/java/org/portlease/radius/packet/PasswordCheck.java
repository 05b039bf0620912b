package org.portlease.radius.packet;

/** stub. */
public final class PasswordCheck {
    private PasswordCheck() {}

    public static boolean matches(Credentials c, byte[] clear, Packet request) {
        throw new UnsupportedOperationException();
    }

    public static void addMsChapSuccess(
            Packet accept, Credentials.MsChapV2 c, String userName, byte[] clear) {
        throw new UnsupportedOperationException();
    }
}
