package org.portlease.contract;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The forms in which values are looked up. What is forwarded stays as it came (RFC 7542 section
 * 2.8).
 */
final class LookUpForms {

    /** Six octets with separators or without, and the SSID behind a colon (RFC 3580 3.20). */
    private static final Pattern MAC =
            Pattern.compile(
                    "((?:[0-9a-fA-F]{2}([-:]))(?:[0-9a-fA-F]{2}\\2){4}[0-9a-fA-F]{2}"
                            + "|[0-9a-fA-F]{4}\\.[0-9a-fA-F]{4}\\.[0-9a-fA-F]{4}"
                            + "|[0-9a-fA-F]{12}(?=:))(:.*)?",
                    Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("\\+?[(0-9*?][-0-9 ().*?]*");
    private static final Pattern NUMBER_FILLING = Pattern.compile("[-+ ().]");

    private LookUpForms() {}

    /** The realm of a name: behind the last '@', or before the first '\' or '/'. */
    static Optional<String> realmOf(String userName) {
        int at = userName.lastIndexOf('@');
        String realm;
        if (at >= 0) {
            realm = userName.substring(at + 1);
        } else {
            int backslash = userName.indexOf('\\');
            int end = backslash >= 0 ? backslash : userName.indexOf('/');
            realm = end < 0 ? "" : userName.substring(0, end);
        }
        return realm.isEmpty() ? Optional.empty() : Optional.of(realm(realm));
    }

    static String realm(String realm) {
        return lower(realm);
    }

    /** A whole name: what other servers may take for the same must not pass for another. */
    static String name(String userName) {
        return lower(userName);
    }

    static String nas(String identifierOrAddress) {
        return lower(identifierOrAddress);
    }

    /**
     * A number as the digits of E.164, without a leading "00"; a MAC address in upper case with
     * dashes, its SSID as it is; all else in NFC. Globs pass.
     */
    static String called(String calledStationId) {
        String text = Normalizer.normalize(calledStationId.strip(), Normalizer.Form.NFC);
        Matcher mac = MAC.matcher(text);
        if (mac.matches()) {
            String ssid = mac.group(3);
            return dashed(mac.group(1)) + (ssid == null ? "" : ssid);
        }
        if (NUMBER.matcher(text).matches()) {
            String digits = NUMBER_FILLING.matcher(text).replaceAll("");
            return !text.startsWith("+") && digits.startsWith("00") ? digits.substring(2) : digits;
        }
        return text;
    }

    private static String dashed(String mac) {
        String digits = mac.replaceAll("[-:.]", "").toUpperCase(Locale.ROOT);
        return digits.replaceAll("(..)(?!$)", "$1-");
    }

    private static String lower(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
