package org.portlease.billing;

import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.hibernate.Session;
import org.portlease.invoice.DocumentKind;

/**
 * Numbers invoices, without gaps in each year: a number is taken in the transaction that uses it,
 * under its series' lock, and given back with it. To be asked as late as possible. One
 * transaction's.
 */
final class InvoiceSeries {

    private final EntityManager entities;

    InvoiceSeries(EntityManager entities) {
        this.entities = entities;
    }

    /** The next number: 2026-000001, or C2026-000001 of a credit note. */
    String next(DocumentKind kind, LocalDate on) {
        long number = last(kind, on.getYear()) + 1;
        entities.createNativeQuery(
                        "update invoice_series set last_number = :number"
                                + " where kind = :kind and in_year = :year")
                .setParameter("number", number)
                .setParameter("kind", kind.name())
                .setParameter("year", on.getYear())
                .executeUpdate();
        String prefix = kind == DocumentKind.CREDIT_NOTE ? "C" : "";
        return String.format(Locale.ROOT, "%s%d-%06d", prefix, on.getYear(), number);
    }

    private long last(DocumentKind kind, int year) {
        List<Long> known = locked(kind, year);
        if (known.isEmpty()) {
            // two nodes may do so at once: the second waits for the first, and adds nothing
            entities.createNativeQuery(
                            "insert into invoice_series (kind, in_year, last_number)"
                                    + " values (:kind, :year, 0) on conflict do nothing")
                    .setParameter("kind", kind.name())
                    .setParameter("year", year)
                    .executeUpdate();
            known = locked(kind, year);
        }
        return known.get(0);
    }

    private List<Long> locked(DocumentKind kind, int year) {
        return entities.unwrap(Session.class)
                .createNativeQuery(
                        "select last_number from invoice_series"
                                + " where kind = :kind and in_year = :year for update",
                        Long.class)
                .setParameter("kind", kind.name())
                .setParameter("year", year)
                .getResultList();
    }
}
