package org.portlease.trace;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.portlease.secret.KeyRing;

/**
 * Which requests are meant. Names and numbers are known by keyed hashes of their normalised form
 * alone, so that no table tells whom an operator looked at.
 *
 * @param nasId null for any NAS
 * @param name of the User-Name; null for any
 * @param station of the Calling-Station-Id; null for any
 */
public record TraceFilter(@Nullable Long nasId, @Nullable UUID name, @Nullable UUID station) {

    public TraceFilter {
        if (nasId == null && name == null && station == null) {
            throw new IllegalArgumentException(
                    "expected a NAS, a user name or a calling station, but there is none");
        }
    }

    /** From what an operator writes; null for what is not asked for. */
    public static TraceFilter of(
            KeyRing keys,
            @Nullable Long nasId,
            @Nullable String userName,
            @Nullable String callingStation) {
        return new TraceFilter(
                nasId,
                userName == null ? null : nameKey(keys, userName),
                callingStation == null ? null : stationKey(keys, callingStation));
    }

    /** Whether the request is meant; the hashes are made only where the filter has one. */
    boolean meets(KeyRing keys, long nas, @Nullable String userName, @Nullable String station) {
        return (nasId == null || nasId == nas)
                && (name == null || (userName != null && name.equals(nameKey(keys, userName))))
                && (this.station == null
                        || (station != null && this.station.equals(stationKey(keys, station))));
    }

    private static UUID nameKey(KeyRing keys, String name) {
        String normal =
                Normalizer.normalize(name.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return keys.key("trace name", normal.getBytes(StandardCharsets.UTF_8));
    }

    /** Numbers and MAC addresses are written with many separators, and mean the same. */
    private static UUID stationKey(KeyRing keys, String station) {
        String normal = station.replaceAll("[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT);
        return keys.key("trace station", normal.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it names the NAS, the name or the station, and not which. */
    @Override
    public String toString() {
        return "TraceFilter[nasId="
                + nasId
                + ", name="
                + (Objects.nonNull(name) ? "***" : "any")
                + ", station="
                + (Objects.nonNull(station) ? "***" : "any")
                + "]";
    }
}
