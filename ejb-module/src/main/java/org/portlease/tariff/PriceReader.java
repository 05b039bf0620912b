package org.portlease.tariff;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.portlease.json.FieldException;
import org.portlease.json.Fields;
import org.portlease.tariff.Scale.Mode;
import org.portlease.tariff.Scale.Tier;

/** Reads prices as they are written in JSON. */
public final class PriceReader {

    private static final long SECONDS_AN_HOUR = 3_600;
    private static final long OCTETS_A_GIGABYTE = 1_000_000_000;
    private static final BigDecimal MOST = new BigDecimal("1000000000");
    private static final int MOST_DIGITS = 6;

    private PriceReader() {}

    /**
     * @throws FieldException where the text is not of prices, or says something absurd
     */
    public static Prices read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return new Fields(reader.readObject(), "").entry(PriceReader::prices);
        } catch (JsonException | ClassCastException e) {
            throw new FieldException("", "expected a JSON object, but got none", e);
        }
    }

    /** Prices at some place of a larger text. */
    public static Prices prices(Fields fields) {
        Rounding rounding =
                fields.checked(
                        () ->
                                new Rounding(
                                        fields.optionalInteger("roundUpToSeconds").orElse(1),
                                        fields.optionalInteger("minimumSeconds").orElse(0)));
        Bands bands = fields.checked(() -> new Bands(fields.entries("bands", PriceReader::band)));
        return fields.checked(
                () ->
                        new Prices(
                                price(fields, "perPort").orElse(BigDecimal.ZERO),
                                fields.optionalEntry("portsInUse", PriceReader::portsInUse),
                                price(fields, "commitment").orElse(BigDecimal.ZERO),
                                rounding,
                                bands,
                                fields.entries("usage", PriceReader::usage)));
    }

    private static Band band(Fields fields) {
        List<DayOfWeek> days = fields.choices("days", DayOfWeek.class);
        return fields.checked(
                () ->
                        new Band(
                                fields.text("name"),
                                days.isEmpty()
                                        ? EnumSet.allOf(DayOfWeek.class)
                                        : EnumSet.copyOf(days),
                                time(fields, "from"),
                                time(fields, "until")));
    }

    private static LocalTime time(Fields fields, String name) {
        return fields.optionalParsed(name, "a time, 08:00", LocalTime::parse)
                .orElse(LocalTime.MIDNIGHT);
    }

    private static PortsInUse portsInUse(Fields fields) {
        return new PortsInUse(
                fields.choice("measure", PortsInUse.Measure.PEAK),
                scale(fields, "perPort", "freePorts", "ports", 1));
    }

    private static UsagePrice usage(Fields fields) {
        return fields.checked(
                () ->
                        new UsagePrice(
                                fields.text("name"),
                                fields.optionalEntry("when", PriceReader::condition)
                                        .orElse(UsagePrice.Condition.ALWAYS),
                                fields.optionalEntry("time", PriceReader::timeScale),
                                fields.optionalEntry("connection", PriceReader::connectionScale),
                                fields.optionalEntry("traffic", PriceReader::traffic)));
    }

    private static UsagePrice.Condition condition(Fields fields) {
        Optional<Integer> type = fields.optionalInteger("portType");
        return new UsagePrice.Condition(
                fields.optionalText("popGroup"),
                type.isPresent() ? OptionalInt.of(type.get()) : OptionalInt.empty(),
                fields.optionalBoolean("burst"),
                fields.optionalText("band"));
    }

    private static Scale timeScale(Fields fields) {
        return scale(fields, "perHour", "freeSeconds", "seconds", SECONDS_AN_HOUR);
    }

    private static Scale connectionScale(Fields fields) {
        return scale(fields, "each", "free", "connections", 1);
    }

    private static UsagePrice.Traffic traffic(Fields fields) {
        return new UsagePrice.Traffic(
                fields.choice("direction", UsagePrice.Direction.BOTH),
                scale(fields, "perGigabyte", "freeOctets", "octets", OCTETS_A_GIGABYTE));
    }

    /**
     * One price, or tiers: the one or the other.
     *
     * @param small what quantities count
     * @param per how many of them the price is of
     */
    private static Scale scale(Fields fields, String price, String free, String small, long per) {
        Optional<BigDecimal> flat = price(fields, price);
        Mode mode = fields.choice("mode", Mode.GRADUATED);
        List<Tier> tiers = fields.entries("tiers", tier -> tier(tier, price, small));
        if (flat.isPresent() == !tiers.isEmpty()) {
            throw fields.fault(price, "expected either this price or tiers");
        }
        List<Tier> all = flat.map(one -> List.of(new Tier(Optional.empty(), one))).orElse(tiers);
        return fields.checked(
                () -> new Scale(per, fields.optionalLong(free).orElse(0L), mode, all));
    }

    private static Tier tier(Fields fields, String price, String small) {
        String upTo = "upTo" + Character.toUpperCase(small.charAt(0)) + small.substring(1);
        return fields.checked(
                () ->
                        new Tier(
                                fields.optionalLong(upTo),
                                price(fields, price)
                                        .orElseThrow(
                                                () ->
                                                        fields.fault(
                                                                price,
                                                                "expected a price, but it is"
                                                                        + " missing"))));
    }

    private static Optional<BigDecimal> price(Fields fields, String name) {
        Optional<BigDecimal> price = fields.optionalDecimal(name);
        price.ifPresent(
                value -> {
                    if (value.signum() < 0
                            || value.compareTo(MOST) > 0
                            || value.stripTrailingZeros().scale() > MOST_DIGITS) {
                        throw fields.fault(
                                name,
                                "expected 0 to "
                                        + MOST.toPlainString()
                                        + " with at most "
                                        + MOST_DIGITS
                                        + " digits behind the point, but got "
                                        + value.toPlainString());
                    }
                });
        return price;
    }
}
