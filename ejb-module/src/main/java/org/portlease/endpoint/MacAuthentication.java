package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.CALLING_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.SERVICE_TYPE;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.portlease.radius.packet.Credentials;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PasswordCheck;

/**
 * A device that a NAS lets in by its MAC address, which anybody can read off the air: the address
 * is the User-Name, with a realm or without, and there is no proof but the same address again, as
 * Calling-Station-Id or as the password. Only a NAS that is set to it may ask so.
 */
final class MacAuthentication {

    private static final int CALL_CHECK = 10;
    private static final Pattern SEPARATORS = Pattern.compile("[-:.]");
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{12}");
    private static final int DIGITS_OF_A_MAC = 12;

    private MacAuthentication() {}

    /**
     * Whether the User-Name is a device's MAC address, with a realm or without. Twelve decimal
     * digits may as well be a telephone number: the Calling-Station-Id's notation tells.
     */
    static boolean namesADevice(Packet request) {
        return name(request)
                .filter(name -> !isPlainNumber(name) || !callsFromANumber(request))
                .flatMap(MacAuthentication::digits)
                .isPresent();
    }

    /** Whether an Access-Request asks to let a device in by its MAC address. */
    static boolean isAskedFor(Packet request) {
        if (!namesADevice(request)) {
            return false;
        }
        String mac = name(request).flatMap(MacAuthentication::digits).orElseThrow();
        Optional<String> station =
                request.text(CALLING_STATION_ID).flatMap(MacAuthentication::digits);
        return station.filter(mac::equals).isPresent()
                || request.number(SERVICE_TYPE).orElse(0) == CALL_CHECK
                || isPassword(mac, request);
    }

    private static Optional<String> name(Packet request) {
        return request.text(USER_NAME).map(MacAuthentication::withoutRealm);
    }

    private static boolean callsFromANumber(Packet request) {
        return request.text(CALLING_STATION_ID).map(MacAuthentication::isPlainNumber).orElse(true);
    }

    private static boolean isPlainNumber(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '+');
    }

    private static boolean isPassword(String mac, Packet request) {
        Credentials credentials = request.credentials();
        if (credentials instanceof Credentials.Pap pap) {
            String password = new String(pap.password(), StandardCharsets.UTF_8);
            return digits(withoutRealm(password)).filter(mac::equals).isPresent();
        }
        return Stream.concat(request.text(USER_NAME).stream(), notations(mac))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .anyMatch(text -> PasswordCheck.matches(credentials, text, request));
    }

    private static String withoutRealm(String name) {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    /** Its digits in lower case, if it is one: in pairs, in fours, in halves, or in one. */
    private static Optional<String> digits(String text) {
        if (text.length() < DIGITS_OF_A_MAC || text.length() > 17) {
            return Optional.empty();
        }
        String digits = SEPARATORS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return Optional.of(digits).filter(DIGITS.asMatchPredicate());
    }

    private static Stream<String> notations(String mac) {
        byte[] octets = HexFormat.of().parseHex(mac);
        return Stream.of(
                        mac,
                        HexFormat.ofDelimiter("-").formatHex(octets),
                        HexFormat.ofDelimiter(":").formatHex(octets),
                        mac.substring(0, 6) + "-" + mac.substring(6),
                        String.join(
                                ".", mac.substring(0, 4), mac.substring(4, 8), mac.substring(8)))
                .flatMap(text -> Stream.of(text, text.toUpperCase(Locale.ROOT)));
    }
}
