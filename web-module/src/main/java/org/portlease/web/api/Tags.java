package org.portlease.web.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tags of a conditional request (RFC 9110 sections 8.8.3 and 13.1): "*", or a list. */
final class Tags {

    private static final String ANY = "*";
    private static final Pattern TAG =
            Pattern.compile("\\G[ \t,]*(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")[ \t]*(?:,|$)");

    private Tags() {}

    /** Whether If-Match allows a change of what has that tag: a weak one never does. */
    static boolean strong(String said, String etag) {
        return matches(said, etag, false);
    }

    /** Whether If-None-Match says that the caller has it: a weak tag says so, too. */
    static boolean weak(String said, String etag) {
        return matches(said, etag, true);
    }

    private static boolean matches(String said, String etag, boolean weakToo) {
        if (said.strip().equals(ANY)) {
            return true;
        }
        Matcher tag = TAG.matcher(said);
        while (tag.find()) {
            if ((weakToo || tag.group(1) == null) && tag.group(2).equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
