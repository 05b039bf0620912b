package org.portlease.event;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be told of, each by the name that receivers know it by. */
public enum EventType {
    INVOICE_ISSUED("invoice.issued"),
    CREDIT_NOTE_ISSUED("credit_note.issued"),
    INVOICE_SETTLED("invoice.settled"),
    PERIOD_CLOSED("period.closed"),
    PERIOD_PARKED("period.parked"),
    USAGE_QUARANTINED("usage.quarantined"),
    THRESHOLD_REACHED("threshold.reached"),
    CREDIT_LIMIT_REACHED("credit_limit.reached"),
    CONTRACT_SUSPENDED("contract.suspended"),
    CONTRACT_RESUMED("contract.resumed"),
    WEBHOOK_TEST("webhook.test");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    /** As receivers know it, "invoice.issued". */
    public String wireName() {
        return wireName;
    }

    /**
     * @throws IllegalArgumentException with a sentence, where there is none of that name
     */
    public static EventType named(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "expected the type of an event, one of "
                                                + Arrays.stream(values())
                                                        .map(EventType::wireName)
                                                        .collect(Collectors.joining(", "))
                                                + ", but got '"
                                                + wireName
                                                + "'"));
    }
}
