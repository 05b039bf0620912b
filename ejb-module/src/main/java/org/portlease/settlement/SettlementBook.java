package org.portlease.settlement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.ListingException;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/** What is settled with clients beyond payments, as it is looked for. */
@ApplicationScoped
@Transactional
public class SettlementBook {

    private static final Listing<ReceivedInvoice, Long> RECEIVED =
            Listing.numbered(ReceivedInvoice.class, ReceivedInvoice::id)
                    .sortable("issuedOn", "issuedOn", ReceivedInvoice::issuedOn, LocalDate::parse)
                    .sortable("dueOn", "dueOn", ReceivedInvoice::dueOn, LocalDate::parse);
    private static final Listing<Dispute, Long> DISPUTES =
            Listing.numbered(Dispute.class, Dispute::id);
    private static final Listing<Reconciliation, Long> RECONCILIATIONS =
            Listing.numbered(Reconciliation.class, Reconciliation::id);
    private static final Listing<NettingStatement, Long> STATEMENTS =
            Listing.numbered(NettingStatement.class, NettingStatement::id);

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected SettlementBook() {}

    /** Outside a container. */
    public SettlementBook(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * @param provider who sent them; empty for all
     * @param number as the sender says it; empty for all
     * @param open whether something is to be paid of them; empty for both
     */
    public Page<ReceivedInvoice> received(
            PageRequest request,
            Optional<Long> provider,
            Optional<String> number,
            Optional<Boolean> open) {
        return RECEIVED.page(
                entities,
                request,
                Filter.equal("providerId", provider),
                Filter.equal("number", number),
                (builder, row) ->
                        open.map(
                                        wanted ->
                                                wanted
                                                        ? builder.notEqual(
                                                                row.get("total"), row.get("paid"))
                                                        : builder.equal(
                                                                row.get("total"), row.get("paid")))
                                .orElseGet(builder::conjunction));
    }

    /** Lets nobody else pay it until the transaction ends. */
    public Optional<ReceivedInvoice> received(long id) {
        return Optional.ofNullable(
                entities.find(ReceivedInvoice.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /**
     * @param invoice of which they are; empty for all
     * @param state how far they are; empty for all
     */
    public Page<Disputed> disputes(
            PageRequest request, Optional<Long> invoice, Optional<Dispute.State> state) {
        return DISPUTES.page(
                        entities,
                        request,
                        Filter.equal("invoiceId", invoice),
                        Filter.equal("state", state))
                .map(SettlementBook::disputed);
    }

    /** Lets nobody else close it until the transaction ends. */
    public Optional<Disputed> dispute(long id) {
        return Optional.ofNullable(entities.find(Dispute.class, id, LockModeType.PESSIMISTIC_WRITE))
                .map(SettlementBook::disputed);
    }

    /**
     * A dispute, its line read.
     *
     * @param currency its invoice's
     */
    public record Disputed(Dispute dispute, Currency currency) {}

    private static Disputed disputed(Dispute dispute) {
        return new Disputed(dispute, dispute.line().invoice().currency());
    }

    /**
     * @param invoice that was compared; empty for all
     */
    public Page<Reconciliation> reconciliations(PageRequest request, Optional<Long> invoice) {
        return RECONCILIATIONS.page(entities, request, Filter.equal("invoiceId", invoice));
    }

    public Optional<Reconciliation> reconciliation(long id) {
        return Optional.ofNullable(entities.find(Reconciliation.class, id));
    }

    /** What a comparison has found, in its order; sorted by nothing else. */
    public Page<Difference> differences(PageRequest request, long reconciliation) {
        long after = request.after().map(SettlementBook::number).orElse(0L);
        List<Difference> found =
                new Reconciler(entities).differences(reconciliation, after, request.limit() + 1);
        if (found.size() <= request.limit()) {
            return new Page<>(found, Optional.empty());
        }
        List<Difference> shown = found.subList(0, request.limit());
        return new Page<>(shown, Optional.of(Long.toString(shown.get(shown.size() - 1).number())));
    }

    private static long number(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException e) {
            ListingException fault =
                    new ListingException(
                            "after", "expected what the Link header of the page before said");
            fault.initCause(e);
            throw fault;
        }
    }

    /**
     * @param provider with whom; empty for all
     */
    public Page<NettingStatement> statements(PageRequest request, Optional<Long> provider) {
        Page<NettingStatement> page =
                STATEMENTS.page(entities, request, Filter.equal("providerId", provider));
        page.items().forEach(NettingStatement::items); // while they can be read
        return page;
    }

    public Optional<NettingStatement> statement(long id) {
        Optional<NettingStatement> statement =
                Optional.ofNullable(entities.find(NettingStatement.class, id));
        statement.ifPresent(NettingStatement::items); // while they can be read
        return statement;
    }
}
