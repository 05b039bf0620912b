package org.portlease.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;

/** How a packet is told in a chart: its name, the identifier it carries, what matters of it. */
final class PacketView {

    private PacketView() {}

    /** An arrow for a packet; its number is the packet's Identifier octet on that leg. */
    static Arrow arrow(Party from, Party to, WirePacket packet) {
        return new Arrow(
                from, to, false, name(packet) + " #" + packet.identifier(), details(packet));
    }

    private static String name(WirePacket packet) {
        return switch (packet.code()) {
            case Wire.ACCESS_REQUEST -> "Access-Request";
            case Wire.ACCESS_ACCEPT -> "Access-Accept";
            case Wire.ACCESS_REJECT -> "Access-Reject";
            case Wire.ACCOUNTING_REQUEST -> "Accounting-Request" + status(packet);
            case Wire.ACCOUNTING_RESPONSE -> "Accounting-Response";
            default -> "Code " + packet.code();
        };
    }

    private static String status(WirePacket packet) {
        return switch (packet.number(Wire.ACCT_STATUS_TYPE)) {
            case Wire.START -> " Start";
            case Wire.STOP -> " Stop";
            case Wire.INTERIM -> " Interim";
            default -> "";
        };
    }

    private static List<String> details(WirePacket packet) {
        List<String> details = new ArrayList<>(packet.texts(Wire.USER_NAME));
        if (packet.has(Wire.USER_PASSWORD)) {
            details.add("User-Password=***");
        }
        if (packet.has(Wire.CHAP_PASSWORD)) {
            details.add("CHAP-Password=***");
        }
        packet.texts(Wire.ACCT_SESSION_ID).forEach(id -> details.add("Acct-Session-Id=" + id));
        number(packet, Wire.ACCT_SESSION_TIME, "Acct-Session-Time").ifPresent(details::add);
        number(packet, Wire.SESSION_TIMEOUT, "Session-Timeout").ifPresent(details::add);
        packet.texts(Wire.REPLY_MESSAGE).forEach(text -> details.add("Reply-Message=" + text));
        int classes = packet.all(Wire.CLASS).size();
        if (classes > 0) {
            details.add("Class (" + classes + ")");
        }
        return details;
    }

    private static Optional<String> number(WirePacket packet, int type, String name) {
        return packet.first(type).map(value -> name + "=" + value.number());
    }
}
