package org.portlease.trace;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What became of a request that was followed. It may be read for an hour. */
@Entity
@Table(name = "request_trace")
public class RequestTrace {

    static final Duration READABLE = Duration.ofHours(1);

    private static final int LONGEST = 60_000;

    @Id private UUID id;
    private UUID orderId;
    private String node;
    private Instant beganAt;
    private Instant expiresAt;
    private String outcome;
    private String legs;

    @SuppressWarnings("NullAway.Init")
    protected RequestTrace() {}

    RequestTrace(TraceNotes.Ended ended, String node) {
        this.id = UUID.randomUUID();
        this.orderId = ended.order();
        this.node = node;
        this.beganAt = ended.beganAt().truncatedTo(ChronoUnit.MICROS);
        this.expiresAt = beganAt.plus(READABLE);
        this.outcome = ended.outcome();
        this.legs = json(ended.legs());
    }

    public UUID id() {
        return id;
    }

    public UUID orderId() {
        return orderId;
    }

    /** Which node the request came to. */
    public String node() {
        return node;
    }

    public Instant beganAt() {
        return beganAt;
    }

    /** When it is forgotten. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** The reply's code, or why there was none. */
    public String outcome() {
        return outcome;
    }

    /** In the order in which they happened. */
    public List<TraceLeg> legs() {
        try (JsonReader reader = Json.createReader(new StringReader(legs))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream()
                    .map(RequestTrace::leg)
                    .toList();
        }
    }

    private static TraceLeg leg(JsonObject object) {
        Map<String, String> facts = new LinkedHashMap<>();
        JsonObject told = object.getJsonObject("facts");
        told.keySet().forEach(name -> facts.put(name, told.getString(name)));
        return new TraceLeg(object.getString("leg"), Instant.parse(object.getString("at")), facts);
    }

    /** From the end on, legs are left out that do not fit. */
    private static String json(List<TraceLeg> all) {
        for (int kept = all.size(); ; kept--) {
            JsonArrayBuilder array = Json.createArrayBuilder();
            all.subList(0, kept).forEach(leg -> array.add(json(leg)));
            String text = array.build().toString();
            if (text.length() <= LONGEST) {
                return text;
            }
        }
    }

    private static JsonObjectBuilder json(TraceLeg leg) {
        JsonObjectBuilder facts = Json.createObjectBuilder();
        leg.facts().forEach(facts::add);
        return Json.createObjectBuilder()
                .add("leg", leg.leg())
                .add("at", leg.at().truncatedTo(ChronoUnit.MICROS).toString())
                .add("facts", facts);
    }
}
