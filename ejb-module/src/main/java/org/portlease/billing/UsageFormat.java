package org.portlease.billing;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.portlease.export.CsvWriter;

/** How usage records are written, one after the other. */
public sealed interface UsageFormat {

    /** Which forms there are. */
    enum Kind {
        /** A line of names, then a line a record. */
        CSV,
        /** An array. */
        JSON,
        /** An object a line. */
        NDJSON
    }

    static UsageFormat of(Kind kind, OutputStream out) {
        return switch (kind) {
            case CSV -> new Csv(new CsvWriter(out));
            case JSON -> new Objects(out, "[", ",\n", "]\n");
            case NDJSON -> new Objects(out, "", "\n", "\n");
        };
    }

    void begin() throws IOException;

    void row(UsageRow row) throws IOException;

    void end() throws IOException;

    /** RFC 4180. */
    record Csv(CsvWriter csv) implements UsageFormat {

        @Override
        public void begin() throws IOException {
            for (String name :
                    ("session,contract,subscriber,acctSessionId,nas,pop,portType,startedAt,"
                                    + "stoppedAt,seconds,inputOctets,outputOctets,terminateCause,"
                                    + "endCause,estimated,burst,withoutAdmission")
                            .split(",", -1)) {
                csv.word(name);
            }
            csv.end();
        }

        @Override
        public void row(UsageRow row) throws IOException {
            csv.word(row.session())
                    .word(row.contract() == null ? "" : row.contract())
                    .word(row.subscriber() == null ? "" : row.subscriber())
                    .text(row.acctSessionId())
                    .text(row.nas())
                    .text(row.pop())
                    .number(row.portType())
                    .time(row.startedAt())
                    .time(row.stoppedAt())
                    .number(row.seconds())
                    .number(row.inputOctets())
                    .number(row.outputOctets())
                    .number(row.terminateCause())
                    .word(row.endCause())
                    .flag(row.estimated())
                    .flag(row.burst())
                    .flag(row.withoutAdmission())
                    .end();
        }

        @Override
        public void end() {}
    }

    /** Objects of JSON, as the API shows them. */
    final class Objects implements UsageFormat {

        private final OutputStream out;
        private final String head;
        private final String between;
        private final String tail;
        private boolean some;

        private Objects(OutputStream out, String head, String between, String tail) {
            this.out = out;
            this.head = head;
            this.between = between;
            this.tail = tail;
        }

        @Override
        public void begin() throws IOException {
            say(head);
        }

        @Override
        public void row(UsageRow row) throws IOException {
            JsonObjectBuilder json = Json.createObjectBuilder();
            json.add("session", row.session().toString());
            number(json, "contract", row.contract());
            number(json, "subscriber", row.subscriber());
            if (row.acctSessionId() != null) {
                json.add("acctSessionId", row.acctSessionId());
            }
            json.add("nas", row.nas()).add("pop", row.pop());
            number(json, "portType", asLong(row.portType()));
            json.add("startedAt", row.startedAt().toString())
                    .add("stoppedAt", row.stoppedAt().toString())
                    .add("seconds", row.seconds())
                    .add("inputOctets", row.inputOctets())
                    .add("outputOctets", row.outputOctets());
            number(json, "terminateCause", asLong(row.terminateCause()));
            json.add("endCause", row.endCause())
                    .add("estimated", row.estimated())
                    .add("burst", row.burst())
                    .add("withoutAdmission", row.withoutAdmission());
            say(some ? between : "");
            say(json.build().toString());
            some = true;
        }

        @Override
        public void end() throws IOException {
            say(some || !head.isEmpty() ? tail : "");
        }

        private void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        private static @Nullable Long asLong(@Nullable Integer value) {
            return value == null ? null : Long.valueOf(value);
        }

        private static void number(JsonObjectBuilder json, String name, @Nullable Long value) {
            if (value != null) {
                json.add(name, value);
            }
        }
    }
}
