package org.portlease.web.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.portlease.billing.BillingRefusedException;
import org.portlease.settlement.CsvReader;

/** Reads the rows of an import: CSV with a line of field names, or a list of JSON objects. */
final class BulkReader {

    /** How many rows an import may have. */
    static final int MOST_ROWS = 50_000;

    private static final String WHOLE_NUMBER = "[-+]?[0-9]{1,18}";

    /** Behind it comes the next one. */
    private static final ObjectReader ELEMENT =
            Json.mapper()
                    .readerFor(JsonNode.class)
                    .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private BulkReader() {}

    /**
     * @throws ProblemException where it is no list of objects, or has too many
     */
    static List<BulkRow> json(InputStream body) throws IOException {
        List<BulkRow> rows = new ArrayList<>();
        try (JsonParser list = Json.mapper().createParser(body)) {
            require(list.nextToken() == JsonToken.START_ARRAY, "expected a list of JSON objects");
            while (list.nextToken() != JsonToken.END_ARRAY) {
                String place = "[" + rows.size() + "]";
                if (!(ELEMENT.readValue(list) instanceof ObjectNode fields)) {
                    throw new ProblemException(
                            Fault.MALFORMED, place + ": expected an object of JSON");
                }
                add(rows, new BulkRow(place, fields));
            }
            require(list.nextToken() == null, "expected nothing behind the list");
        } catch (JsonProcessingException e) {
            throw Json.malformed(e);
        }
        return rows;
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new ProblemException(Fault.MALFORMED, expected);
        }
    }

    /**
     * @param form whose components the columns are named after
     * @throws ProblemException where it is no CSV, has an unknown column, or too many lines
     */
    static List<BulkRow> csv(InputStream body, Class<? extends Record> form) throws IOException {
        Map<String, Class<?>> types =
                Arrays.stream(form.getRecordComponents())
                        .collect(
                                Collectors.toMap(
                                        RecordComponent::getName, RecordComponent::getType));
        try {
            CsvReader lines = new CsvReader(new BufferedInputStream(body));
            List<String> columns = columns(lines, types.keySet());
            List<BulkRow> rows = new ArrayList<>();
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                String place = "line " + lines.line();
                add(rows, new BulkRow(place, fields(place, columns, line.get(), types)));
            }
            return rows;
        } catch (BillingRefusedException e) {
            throw new ProblemException(Fault.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> columns(CsvReader lines, Set<String> known) throws IOException {
        List<String> columns =
                lines.next()
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                Fault.MALFORMED,
                                                "expected a line with the names of the fields"));
        Set<String> said = new HashSet<>();
        for (String column : columns) {
            if (!known.contains(column) || !said.add(column)) {
                throw ProblemException.of(
                        "line 1",
                        "expected each of its columns once, of "
                                + known.stream().sorted().collect(Collectors.joining(", "))
                                + ", but got '"
                                + column
                                + "'");
            }
        }
        return columns;
    }

    private static ObjectNode fields(
            String place, List<String> columns, List<String> cells, Map<String, Class<?>> types) {
        if (cells.size() != columns.size()) {
            throw new ProblemException(
                    Fault.MALFORMED,
                    place + " has " + cells.size() + " fields, but line 1 has " + columns.size());
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < columns.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                put(
                        fields,
                        columns.get(i),
                        cells.get(i),
                        types.getOrDefault(columns.get(i), String.class));
            }
        }
        return fields;
    }

    /** What is of the wrong type stays a text, and is told as any other wrong field. */
    private static void put(ObjectNode fields, String name, String cell, Class<?> type) {
        boolean number = type == Integer.class || type == Long.class;
        if (number && cell.matches(WHOLE_NUMBER)) {
            fields.put(name, Long.parseLong(cell));
        } else if (type == Boolean.class && (cell.equals("true") || cell.equals("false"))) {
            fields.put(name, cell.equals("true"));
        } else {
            fields.put(name, cell);
        }
    }

    private static void add(List<BulkRow> rows, BulkRow row) {
        if (rows.size() == MOST_ROWS) {
            throw new ProblemException(
                    Fault.TOO_LARGE, "an import may have " + MOST_ROWS + " rows, but has more");
        }
        rows.add(row);
    }
}
