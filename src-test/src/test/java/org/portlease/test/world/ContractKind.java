package org.portlease.test.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What sets a client provider's contract apart in {@link LifeWorld}. */
public enum ContractKind {
    /** Nothing but its ports. */
    USUAL(140),
    /** An hour of connection time a period, which refuses new sessions alone. */
    SOFT(6, "thresholdSeconds", 3600),
    /** An hour of connection time a period, reserved at each grant, 20 minutes at most. */
    HARD(10, "thresholdSeconds", 3600, "hardThreshold", true, "mostSessionSeconds", 1200),
    /** The same, and sessions that run out are disconnected. */
    HARD_DISCONNECTING(
            5,
            "thresholdSeconds",
            3600,
            "hardThreshold",
            true,
            "mostSessionSeconds",
            1200,
            "disconnects",
            true),
    /** Open sessions are disconnected when it runs out, with an hour of time a period. */
    DISCONNECTING(10, "thresholdSeconds", 3600, "disconnects", true),
    /** Two ports, and two more while the POP has room. */
    BURSTING(10, "ports", 2, "burstPorts", 2),
    /** Three ports at each {@link Site.Kind#SHARED} point of presence. */
    SHARING(8),
    /** A share there, and 20 more while the POP has room. */
    SHARING_AND_BURSTING(4, "burstPorts", 20),
    /** Nothing but its ports; its server may take six seconds. */
    PATIENT(3),
    /** Accounting is stored and acknowledged, whether or not its server answers. */
    STORING(2, "accounting", "STORE_ALWAYS"),
    /** Accounting is acknowledged when its server has acknowledged, and not before. */
    SYNCHRONOUS(2, "accounting", "SYNCHRONOUS"),
    /** Billed by the tariff of {@link BillingOffice}, by the month, as soon as it is over. */
    BILLED(
            9,
            "tariff",
            BillingOffice.TARIFF,
            "ratePerHour",
            null,
            "billing",
            WorldFile.object("closeDelaySeconds", 0, "taxCode", BillingOffice.TAX));

    private final int stock;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final @Nullable Object[] fields;

    ContractKind(int stock, @Nullable Object... fields) {
        this.stock = stock;
        this.fields = fields;
    }

    int stock() {
        return stock;
    }

    boolean shares() {
        return this == SHARING || this == SHARING_AND_BURSTING;
    }

    /** The contract's fields that are not as usual. */
    @Nullable Object[] fields() {
        List<@Nullable Object> all = new ArrayList<>(List.of("ports", 100));
        all.addAll(Arrays.asList(fields));
        if (shares()) {
            List<Map<String, @Nullable Object>> shares = new ArrayList<>();
            for (int i = 1; i <= Site.Kind.SHARED.stock(); i++) {
                String pop = Site.Kind.SHARED.popName(i);
                shares.add(WorldFile.object("pop", pop, "ports", LifeWorld.SHARE));
            }
            all.addAll(List.of("shares", shares));
        }
        return all.toArray();
    }
}
