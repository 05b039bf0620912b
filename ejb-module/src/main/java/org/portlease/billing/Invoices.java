package org.portlease.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.invoice.DocumentKind;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/** Invoices, drafts and credit notes, as they are looked for. */
@ApplicationScoped
@Transactional
public class Invoices {

    private static final String ISSUED_ON = "issuedOn";
    private static final String DUE_ON = "dueOn";

    private static final Listing<Invoice, Long> LISTING =
            Listing.numbered(Invoice.class, Invoice::id)
                    .sortable("total", "total", Invoice::total, BigDecimal::new)
                    .sortable(
                            ISSUED_ON,
                            ISSUED_ON,
                            invoice -> invoice.issuedOn().orElseThrow(),
                            LocalDate::parse)
                    .sortable(
                            DUE_ON,
                            DUE_ON,
                            invoice -> invoice.dueOn().orElseThrow(),
                            LocalDate::parse);

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Invoices() {}

    /** Outside a container. */
    public Invoices(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Which ones.
     *
     * @param contracts whose; empty for all, as all that follows
     * @param issuedFrom on that day or later
     * @param issuedUntil on that day or earlier
     * @param dueUntil on that day or earlier
     */
    public record Query(
            Optional<? extends Collection<Long>> contracts,
            Optional<Invoice.State> state,
            Optional<DocumentKind> kind,
            Optional<String> number,
            Optional<LocalDate> issuedFrom,
            Optional<LocalDate> issuedUntil,
            Optional<LocalDate> dueUntil) {}

    /**
     * @param request sorted by issuedOn or dueOn it leaves drafts out, which have neither
     */
    public Page<Invoice> page(PageRequest request, Query query) {
        String sort = request.sort().orElse("");
        boolean byDay = sort.endsWith(ISSUED_ON) || sort.endsWith(DUE_ON);
        return LISTING.page(
                entities,
                request,
                RowFilters.ofContracts(query.contracts()),
                Filter.equal("state", query.state()),
                Filter.equal("kind", query.kind()),
                Filter.equal("number", query.number()),
                Filter.from(ISSUED_ON, query.issuedFrom()),
                RowFilters.upTo(ISSUED_ON, query.issuedUntil()),
                RowFilters.upTo(DUE_ON, query.dueUntil()),
                (builder, row) ->
                        byDay ? builder.isNotNull(row.get(ISSUED_ON)) : builder.conjunction());
    }

    /**
     * An invoice with all that belongs to it.
     *
     * @param payments the oldest first
     * @param creditNotes the oldest first
     */
    public record Entry(Invoice invoice, List<Payment> payments, List<Invoice> creditNotes) {}

    public Optional<Entry> find(long id) {
        return entry(entities.find(Invoice.class, id));
    }

    /** Lets nobody else change it until the transaction ends. */
    public Optional<Entry> locked(long id) {
        return entry(entities.find(Invoice.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    private Optional<Entry> entry(@Nullable Invoice invoice) {
        if (invoice == null) {
            return Optional.empty();
        }
        invoice.lines(); // while there is a transaction to read them in
        List<Payment> payments =
                entities.createQuery(
                                "select p from Payment p where p.invoiceId = :id order by p.id",
                                Payment.class)
                        .setParameter("id", invoice.id())
                        .getResultList();
        List<Invoice> creditNotes =
                entities.createQuery(
                                "select i from Invoice i where i.correctsId = :id order by i.id",
                                Invoice.class)
                        .setParameter("id", invoice.id())
                        .getResultList();
        return Optional.of(new Entry(invoice, payments, creditNotes));
    }
}
