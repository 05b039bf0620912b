package org.portlease.test.world;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration file among the resources, with <code>&#64;NAMES&#64;</code> to be filled in. */
public final class Template {

    private static final Pattern NAME = Pattern.compile("@([A-Z_]+)@");

    private Template() {}

    /**
     * Writes the resource with its names filled in.
     *
     * @throws IllegalStateException where a name has no value
     */
    public static void write(String resource, Path target, Map<String, String> values)
            throws IOException {
        try (InputStream file = Template.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(
                    target,
                    NAME.matcher(text).replaceAll(name -> value(resource, name.group(1), values)));
        }
    }

    private static String value(String resource, String name, Map<String, String> values) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(resource + " has no value for " + name);
        }
        return Matcher.quoteReplacement(value);
    }
}
