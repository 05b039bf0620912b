package org.portlease.benchmark;

import java.util.Arrays;

/** Attributes as octets, as they are copied from one packet into another. */
final class RawAttributes {

    private static final int HEADER = 20;
    private static final byte[] NONE = {};

    private RawAttributes() {}

    /**
     * All attributes of the type, one after the other, each with its type and length.
     *
     * @param length how many octets of the array the packet has
     */
    static byte[] of(int type, byte[] packet, int length) {
        byte[] all = NONE;
        for (int at = HEADER; at + 1 < length; at += size(packet, at)) {
            int size = size(packet, at);
            if (size < 2 || at + size > length) {
                break;
            }
            if (Byte.toUnsignedInt(packet[at]) == type) {
                all = Arrays.copyOf(all, all.length + size);
                System.arraycopy(packet, at, all, all.length - size, size);
            }
        }
        return all;
    }

    private static int size(byte[] packet, int at) {
        return Byte.toUnsignedInt(packet[at + 1]);
    }
}
