package org.portlease.radius.packet;

/**
 * What the dictionary's flags say of an attribute beyond its name and type.
 *
 * @param concealment how its value is hidden on the wire
 * @param tagged whether its value begins with a tag octet (RFC 2868 section 3)
 * @param guarded whether a client provider may not send it to a NAS unless the operator allows it
 * @param shown whether a trace may print its value
 */
record Traits(Concealment concealment, boolean tagged, boolean guarded, boolean shown) {

    /** Of an attribute that the dictionary does not know. */
    static final Traits UNKNOWN = new Traits(Concealment.NONE, false, false, false);

    /** From the words behind an attribute's type. */
    static Traits ofFlags(Iterable<String> flags) {
        Concealment concealment = Concealment.NONE;
        boolean tagged = false;
        boolean guarded = false;
        boolean shown = false;
        for (String flag : flags) {
            if (flag.startsWith("encrypt=")) {
                concealment = Concealment.ofFlag(flag.substring("encrypt=".length()));
            } else if (flag.equals("has_tag")) {
                tagged = true;
            } else if (flag.equals("guarded")) {
                guarded = true;
            } else if (flag.equals("show")) {
                shown = true;
            } else {
                throw new IllegalArgumentException(
                        "expected encrypt=, has_tag, guarded or show, but the flag is " + flag);
            }
        }
        return new Traits(concealment, tagged, guarded, shown);
    }

    boolean concealed() {
        return concealment != Concealment.NONE;
    }
}
