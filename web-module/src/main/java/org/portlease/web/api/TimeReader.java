package org.portlease.web.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.io.IOException;
import java.time.temporal.Temporal;
import org.jspecify.annotations.Nullable;
import org.portlease.json.Plain;

/** Reads a time that is written as a text, and that can be stored. */
final class TimeReader<T extends Temporal> extends StdDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final transient JsonDeserializer<T> usual;

    TimeReader(Class<T> type, JsonDeserializer<T> usual) {
        super(type);
        this.usual = usual;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
        // the usual one takes numbers and lists, too
        @Nullable T time =
                json.hasToken(JsonToken.VALUE_STRING) && !json.getText().isBlank()
                        ? usual.deserialize(json, context)
                        : null;
        if (time == null || !Plain.isStorable(time)) {
            throw InvalidFormatException.from(json, "no time", json.getText(), handledType());
        }
        return time;
    }
}
