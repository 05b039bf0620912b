package org.portlease.billing;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import org.portlease.contract.Contract;
import org.portlease.contract.Money;
import org.portlease.event.EventOutbox;
import org.portlease.event.EventType;

/** Tells of what billing has done, in the transaction that does it. One transaction's. */
final class BillingEvents {

    private final EventOutbox outbox;

    BillingEvents(EntityManager entities) {
        this.outbox = new EventOutbox(entities);
    }

    /** An invoice has got its number. */
    void issued(Invoice invoice, Contract contract, Instant now) {
        publish(EventType.INVOICE_ISSUED, contract, now, amounts(invoice, contract));
    }

    /** A credit note has got its number. */
    void credited(Invoice note, Invoice corrected, Contract contract, Instant now) {
        publish(
                EventType.CREDIT_NOTE_ISSUED,
                contract,
                now,
                amounts(note, contract)
                        .add("creditNote", note.number().orElseThrow())
                        .add("invoice", corrected.number().orElseThrow()));
    }

    /** Nothing is left to be paid. */
    void settled(Invoice invoice, Contract contract, Instant now) {
        publish(EventType.INVOICE_SETTLED, contract, now, amounts(invoice, contract));
    }

    private static JsonObjectBuilder amounts(Invoice invoice, Contract contract) {
        return of(contract)
                .add("invoice", invoice.number().orElseThrow())
                .add("currency", invoice.currency().getCurrencyCode())
                .add("net", text(invoice.net(), invoice))
                .add("tax", text(invoice.tax(), invoice))
                .add("total", text(invoice.total(), invoice));
    }

    /** No reader rounds a text. */
    private static String text(BigDecimal amount, Invoice invoice) {
        return Money.round(amount, invoice.currency()).toPlainString();
    }

    void closed(BillingPeriod period, Contract contract, Instant now) {
        publish(EventType.PERIOD_CLOSED, contract, now, bounds(period, contract));
    }

    void parked(BillingPeriod period, Contract contract, String reason, Instant now) {
        publish(
                EventType.PERIOD_PARKED,
                contract,
                now,
                bounds(period, contract).add("reason", reason));
    }

    /** Sessions wait for a person. */
    void quarantined(BillingPeriod period, Contract contract, long sessions, Instant now) {
        publish(
                EventType.USAGE_QUARANTINED,
                contract,
                now,
                bounds(period, contract).add("sessions", sessions));
    }

    private static JsonObjectBuilder bounds(BillingPeriod period, Contract contract) {
        return of(contract)
                .add("from", period.startsAt().toString())
                .add("until", period.endsAt().toString());
    }

    private static JsonObjectBuilder of(Contract contract) {
        return Json.createObjectBuilder().add("contract", contract.id());
    }

    private void publish(EventType type, Contract contract, Instant now, JsonObjectBuilder data) {
        outbox.publish(type, contract.providerId(), now, data.build());
    }
}
