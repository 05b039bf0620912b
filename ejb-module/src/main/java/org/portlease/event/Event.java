package org.portlease.event;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.portlease.provider.Provider;

/**
 * Something that happened to a provider's business. It is published once, in the transaction that
 * made it true, never changes, is delivered to whoever asked for its kind, and is forgotten when
 * all have got it and it is old.
 */
@Entity
public class Event {

    static final int MOST_PAYLOAD = 16_000;

    private static final int VERSION_BITS = 0x7000; // of RFC 9562: time in ms, then chance
    private static final long VARIANT_BITS = 0x8000_0000_0000_0000L;

    @Id private UUID id;
    private long providerId;
    private long sequence;

    @Enumerated(EnumType.STRING)
    private EventType type;

    private Instant at;
    private String payload;

    @SuppressWarnings("NullAway.Init")
    protected Event() {}

    Event(EventType type, Provider provider, long sequence, Instant at, JsonObject data) {
        this.id = timeOrderedId(at);
        this.providerId = provider.id();
        this.sequence = sequence;
        this.type = type;
        this.at = at.truncatedTo(ChronoUnit.MILLIS);
        this.payload = payload(provider, data);
    }

    private String payload(Provider provider, JsonObject data) {
        String json =
                Json.createObjectBuilder()
                        .add("id", id.toString())
                        .add("type", type.wireName())
                        .add("provider", provider.name())
                        .add("sequence", sequence)
                        .add("at", at.toString())
                        .add("data", data)
                        .build()
                        .toString();
        if (json.length() > MOST_PAYLOAD) {
            throw new IllegalArgumentException(
                    "an event must have at most "
                            + MOST_PAYLOAD
                            + " characters, but "
                            + type.wireName()
                            + " has "
                            + json.length());
        }
        return json;
    }

    private static UUID timeOrderedId(Instant at) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = at.toEpochMilli() << 16 | VERSION_BITS | random.nextInt(1 << 12);
        return new UUID(high, VARIANT_BITS | random.nextLong() >>> 2);
    }

    UUID id() {
        return id;
    }

    long providerId() {
        return providerId;
    }

    /** Its place among its provider's events: 1, 2, 3, … in the order of commits. */
    long sequence() {
        return sequence;
    }

    EventType type() {
        return type;
    }

    Instant at() {
        return at;
    }

    /** The JSON that each receiver gets, the same at each try. */
    String payload() {
        return payload;
    }
}
