package org.portlease.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.billing.BillingPeriod;
import org.portlease.billing.Invoice;
import org.portlease.provider.Provider;
import org.portlease.setup.TestDatabase;

class ListingTest {

    private static final Listing<Provider, Long> PROVIDERS =
            Listing.numbered(Provider.class, Provider::id).sortable("name", Provider::name);

    private final TestDatabase database = new TestDatabase();

    @BeforeEach
    void someProviders() {
        for (String name : List.of("North", "East", "South", "West", "Centre")) {
            add(name);
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void add(String name) {
        database.run(entities -> entities.persist(Provider.named(name)));
    }

    private Page<String> page(int limit, Optional<String> after, String sort) {
        return database.inTransaction(
                entities ->
                        PROVIDERS
                                .page(entities, new PageRequest(limit, after, Optional.of(sort)))
                                .map(Provider::name));
    }

    private List<String> all(int limit, String sort) {
        List<String> names = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<String> page = page(limit, after, sort);
            names.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return names;
    }

    @Test
    void pagesFollowEachOtherUntilAllIsSeen() {
        assertThat(all(2, "id")).containsExactly("North", "East", "South", "West", "Centre");
        assertThat(all(5, "name")).containsExactly("Centre", "East", "North", "South", "West");
        assertThat(all(2, "-name")).containsExactly("West", "South", "North", "East", "Centre");
        assertThat(all(1, "-id")).containsExactly("Centre", "West", "South", "East", "North");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z"})
    void aCursorOfATimeThatNoDatabaseHoldsIsWrong(String time) {
        Listing<BillingPeriod, Long> periods =
                Listing.numbered(BillingPeriod.class, BillingPeriod::id)
                        .sortable("dueAt", "dueAt", BillingPeriod::dueAt, Instant::parse);

        requireWrong(periods, new Cursor("dueAt", time, "1"));
    }

    @Test
    void aCursorOfANumberWithoutEndIsWrong() {
        Listing<Invoice, Long> invoices =
                Listing.numbered(Invoice.class, Invoice::id)
                        .sortable("total", "total", Invoice::total, BigDecimal::new);

        requireWrong(invoices, new Cursor("total", "1e999999999", "1"));
    }

    private <E> void requireWrong(Listing<E, Long> listing, Cursor after) {
        PageRequest request =
                new PageRequest(10, Optional.of(after.text()), Optional.of(after.sort()));

        assertThatThrownBy(
                        () -> database.inTransaction(entities -> listing.page(entities, request)))
                .isInstanceOf(ListingException.class)
                .hasMessage("expected what the Link header of the page before said");
    }

    @Test
    void aFullLastPageIsTheLast() {
        assertThat(page(5, Optional.empty(), "id").next()).isEmpty();
    }

    @Test
    void whatComesAndGoesInBetweenNeitherRepeatsNorHides() {
        Page<String> first = page(2, Optional.empty(), "name");
        add("Aachen");
        database.run(
                entities ->
                        entities.createQuery("delete from Provider p where p.name = 'East'")
                                .executeUpdate());

        assertThat(page(2, first.next(), "name").items()).containsExactly("North", "South");
    }

    @Test
    void onlyWhatPassesTheFilterIsListed() {
        Page<String> page =
                database.inTransaction(
                        entities ->
                                PROVIDERS
                                        .page(
                                                entities,
                                                new PageRequest(
                                                        10, Optional.empty(), Optional.empty()),
                                                Filter.equal("name", Optional.of("South")),
                                                Filter.from("id", Optional.of(1L)),
                                                Filter.equal("party", Optional.empty()))
                                        .map(Provider::name));

        assertThat(page.items()).containsExactly("South");
    }

    @Test
    void whatCannotBeSortedByIsRefusedWithWhatCan() {
        assertThatThrownBy(() -> page(2, Optional.empty(), "party"))
                .isInstanceOf(ListingException.class)
                .hasMessageContaining("one of id, name")
                .hasMessageContaining("'party'");
    }

    @Test
    void aCursorOfSomebodysMakingIsRefused() {
        for (String cursor : List.of("", "%%", "bmFtZQ", "aWQAeAB5")) {
            assertThatThrownBy(() -> page(2, Optional.of(cursor), "id"))
                    .as(cursor)
                    .isInstanceOf(ListingException.class);
        }
    }

    @Test
    void aCursorOfAnotherOrderIsRefused() {
        Optional<String> byName = page(2, Optional.empty(), "name").next();

        assertThatThrownBy(() -> page(2, byName, "id"))
                .hasMessage("is of pages sorted by name, but these are by id");
    }

    @Test
    void aPageHasItsBounds() {
        assertThatThrownBy(() -> page(0, Optional.empty(), "id"))
                .hasMessage("must be 1 to 1000, but was 0");
        assertThatThrownBy(() -> page(1001, Optional.empty(), "id"))
                .hasMessage("must be 1 to 1000, but was 1001");
    }
}
