package org.portlease.test.world;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A user of the API.
 *
 * @param name of lower case letters, at least two
 * @param roles none for somebody who may do nothing
 */
public record User(String name, String password, List<String> roles) {

    public static final User OPERATOR = of("operator");
    public static final User BILLING = of("billing");
    public static final User AUDITOR = of("auditor");
    public static final User PROVIDER = of("provider");

    /** Two more of client providers. */
    public static final User NORTH = new User("north", "north-password", List.of("provider"));

    public static final User SOUTH = new User("south", "south-password", List.of("provider"));

    /** A program of the master's own: sets up, and bills. */
    public static final User INTEGRATOR =
            new User("integrator", "integrator-password", List.of("operator", "billing"));

    /** Has a password, and no role. */
    public static final User NOBODY = new User("nobody", "nobody-password", List.of());

    /** Whom guesses lock out, so that no other test is disturbed. */
    public static final User VICTIM = new User("victim", "victim-password", List.of("auditor"));

    static final List<User> ALL =
            List.of(OPERATOR, BILLING, AUDITOR, PROVIDER, NORTH, SOUTH, INTEGRATOR, NOBODY, VICTIM);

    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static User of(String role) {
        return new User(role, role + "-password", List.of(role));
    }

    /** The same user with another password. */
    public User with(String otherPassword) {
        return new User(name, otherPassword, roles);
    }

    /** The value of the header Authorization. */
    public String authorization() {
        byte[] credentials = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    /** Writes what a filesystem realm keeps of a user, in its directory. */
    void write(Path realm) throws IOException {
        Path file =
                realm.resolve(name.substring(0, 1))
                        .resolve(name.substring(1, 2))
                        .resolve(name + "-" + base32(name) + ".xml");
        Files.createDirectories(file.getParent());
        String attributes =
                roles.stream()
                        .map(role -> "<attribute name=\"Roles\" value=\"" + role + "\"/>")
                        .collect(Collectors.joining());
        Files.writeString(
                file,
                "<identity xmlns=\"urn:elytron:1.0\"><credentials>"
                        + "<password algorithm=\"clear\" format=\"base64\">"
                        + clear(password)
                        + "</password></credentials><attributes>"
                        + attributes
                        + "</attributes></identity>");
    }

    /** One octet of form, then the password. */
    private static String clear(String password) {
        byte[] octets = ("\1" + password).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(octets);
    }

    private static String base32(String text) {
        StringBuilder digits = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            held = (held << 8) | (octet & 0xff);
            bits += 8;
            for (; bits >= 5; bits -= 5) {
                digits.append(BASE_32.charAt((held >> (bits - 5)) & 31));
            }
        }
        if (bits > 0) {
            digits.append(BASE_32.charAt((held << (5 - bits)) & 31));
        }
        return digits.toString();
    }

    @Override
    public String toString() {
        return name;
    }
}
