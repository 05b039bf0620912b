package org.portlease.billing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random prices, as JSON for the product, and to be reckoned with naively. */
record PriceCase(
        BigDecimal perPort,
        BigDecimal commitment,
        int step,
        int minimum,
        List<int[]> bands,
        List<Entry> entries) {

    /** A price of usage; nulls are left out. */
    record Entry(
            String when,
            int band,
            @Nullable ScaleCase time,
            @Nullable ScaleCase connection,
            @Nullable ScaleCase traffic,
            String direction) {}

    /** Tiers, each to its end. */
    record ScaleCase(
            long per, long free, boolean volume, List<Long> ends, List<BigDecimal> prices) {

        static ScaleCase random(Random random, long per, long most) {
            List<Long> ends = new ArrayList<>();
            List<BigDecimal> prices = new ArrayList<>();
            long end = 0;
            for (int i = random.nextInt(3); i > 0; i--) {
                end += 1 + random.nextLong(most);
                ends.add(end);
                prices.add(BigDecimal.valueOf(random.nextInt(5000), 3));
            }
            prices.add(BigDecimal.valueOf(random.nextInt(5000), 3));
            long free = random.nextBoolean() ? 0 : random.nextLong(most);
            return new ScaleCase(per, free, random.nextBoolean(), ends, prices);
        }

        BigDecimal cost(BigInteger quantity) {
            BigInteger charged = quantity.subtract(BigInteger.valueOf(free)).max(BigInteger.ZERO);
            BigDecimal sum = BigDecimal.ZERO;
            BigInteger done = BigInteger.ZERO;
            for (int i = 0; i < prices.size(); i++) {
                BigInteger end = i < ends.size() ? BigInteger.valueOf(ends.get(i)) : charged;
                if (volume && charged.compareTo(end) <= 0) {
                    sum = prices.get(i).multiply(new BigDecimal(charged));
                    break;
                }
                BigInteger here = end.min(charged).subtract(done).max(BigInteger.ZERO);
                sum = volume ? sum : sum.add(prices.get(i).multiply(new BigDecimal(here)));
                done = done.add(here);
            }
            return sum.divide(BigDecimal.valueOf(per), 2, RoundingMode.HALF_EVEN);
        }

        String json(String price, String free, String upTo) {
            StringBuilder tiers = new StringBuilder();
            for (int i = 0; i < prices.size(); i++) {
                String end = i < ends.size() ? "\"" + upTo + "\":" + ends.get(i) + "," : "";
                tiers.append(i == 0 ? "" : ",")
                        .append("{" + end + "\"" + price + "\":" + prices.get(i) + "}");
            }
            return "{\"mode\":\"%s\",\"%s\":%d,\"tiers\":[%s]}"
                    .formatted(volume ? "VOLUME" : "GRADUATED", free, this.free, tiers);
        }
    }

    /**
     * @param traffic whether octets have prices: then no bands cut sessions, since which octets lie
     *     on which side of a cut depends on when it was known
     */
    static PriceCase random(Random random, boolean traffic, int step, int minimum) {
        List<int[]> bands = new ArrayList<>();
        for (int i = traffic ? 0 : random.nextInt(3); i > 0; i--) {
            int from = random.nextInt(1300);
            bands.add(new int[] {from, from + 1 + random.nextInt(1439 - from)});
        }
        List<Entry> entries = new ArrayList<>();
        for (String when : List.of("\"burst\":true", "\"popGroup\":\"rural\"", "\"portType\":2")) {
            if (random.nextInt(3) == 0) {
                entries.add(entry(random, when, -1, traffic));
            }
        }
        for (int i = 0; i < bands.size(); i++) {
            entries.add(entry(random, "\"band\":\"b" + i + "\"", i, traffic));
        }
        entries.add(entry(random, "", -1, traffic));
        return new PriceCase(
                random.nextBoolean()
                        ? BigDecimal.ZERO
                        : BigDecimal.valueOf(random.nextInt(9000), 2),
                random.nextBoolean()
                        ? BigDecimal.ZERO
                        : BigDecimal.valueOf(random.nextInt(20_000), 2),
                step,
                minimum,
                bands,
                entries);
    }

    private static Entry entry(Random random, String when, int band, boolean traffic) {
        return new Entry(
                when,
                band,
                random.nextInt(8) == 0 ? null : ScaleCase.random(random, 3600, 100_000),
                random.nextBoolean() ? null : ScaleCase.random(random, 1, 4),
                traffic ? ScaleCase.random(random, 1_000_000_000, 5_000_000_000L) : null,
                List.of("INPUT", "OUTPUT", "BOTH").get(random.nextInt(3)));
    }

    String json() {
        List<String> bandTexts = new ArrayList<>();
        for (int i = 0; i < bands.size(); i++) {
            bandTexts.add(
                    "{\"name\":\"b%d\",\"from\":\"%s\",\"until\":\"%s\"}"
                            .formatted(i, clock(bands.get(i)[0]), clock(bands.get(i)[1])));
        }
        List<String> usage = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            usage.add(json(i, entries.get(i)));
        }
        return ("{\"perPort\":%s,\"commitment\":%s,\"roundUpToSeconds\":%d,\"minimumSeconds\":%d,"
                        + "\"bands\":[%s],\"usage\":[%s]}")
                .formatted(
                        perPort,
                        commitment,
                        step,
                        minimum,
                        String.join(",", bandTexts),
                        String.join(",", usage));
    }

    private static String json(int index, Entry entry) {
        StringBuilder text = new StringBuilder("{\"name\":\"P" + index + "\"");
        if (!entry.when().isEmpty()) {
            text.append(",\"when\":{").append(entry.when()).append("}");
        }
        if (entry.time() != null) {
            text.append(",\"time\":")
                    .append(entry.time().json("perHour", "freeSeconds", "upToSeconds"));
        }
        if (entry.connection() != null) {
            text.append(",\"connection\":")
                    .append(entry.connection().json("each", "free", "upToConnections"));
        }
        if (entry.traffic() != null) {
            String scale = entry.traffic().json("perGigabyte", "freeOctets", "upToOctets");
            text.append(",\"traffic\":{\"direction\":\"" + entry.direction() + "\",")
                    .append(scale.substring(1));
        }
        return text.append("}").toString();
    }

    private static String clock(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    long billed(long seconds) {
        if (seconds == 0) {
            return 0;
        }
        long rounded = Math.max(seconds, minimum);
        while (rounded % step != 0) {
            rounded++;
        }
        return rounded;
    }
}
