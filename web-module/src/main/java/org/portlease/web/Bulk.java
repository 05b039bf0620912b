package org.portlease.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What is said of every import. */
final class Bulk {

    static final String CSV = "text/csv";
    static final String CREATE = "create";

    static final String HOW =
            "At most 50000 rows. CSV is UTF-8 with a first line of field names, and an empty cell"
                    + " is an absent field; JSON is a list. With mode=create a row that is there"
                    + " already is a fault; with mode=upsert what the row says is changed, and what"
                    + " it does not say stays. Up to 100 faults are told, each with its row.";
    static final String BY_NAME = " A NAS is known by its name.";
    static final String BY_IDENTIFIER =
            " A subscriber is known by its identifier. A password that is kept as PBKDF2 is set"
                    + " anew by each row that says one.";
    static final String BY_QUESTION =
            " A rule is known by its kind, match, pattern and nas, which say what it looks for.";

    static final String NASES =
            "name,pop,network,secret,uniquePorts\nBerlin 1,Berlin,192.0.2.10,a long random text,"
                    + "true\n";
    static final String SUBSCRIBERS =
            "identifier,password,active\nalice@msp.example,correct horse battery staple,true\n";
    static final String RULES =
            "kind,match,pattern,nas,provider\nREALM,SUFFIX,north.example,,North\n";

    private Bulk() {}

    static Optional<String> text(JsonNode fields, String name) {
        JsonNode value = fields.get(name);
        return value == null || !value.isTextual() || value.textValue().indexOf(0) >= 0
                ? Optional.empty()
                : Optional.of(value.textValue());
    }
}
