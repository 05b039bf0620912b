package org.portlease.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.portlease.listing.ListingException;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

class RowsTest {

    private static final List<String> ALL = List.of("a", "b", "c", "d", "e");

    private static Page<String> page(List<String> rows, Optional<String> after) {
        return Rows.page(rows, new PageRequest(2, after, Optional.empty()), "-hour", row -> row);
    }

    @Test
    void pagesFollowEachOtherToTheEnd() {
        List<String> seen = new ArrayList<>();
        Page<String> page = page(ALL, Optional.empty());
        seen.addAll(page.items());
        while (page.next().isPresent()) {
            page = page(ALL, page.next());
            seen.addAll(page.items());
        }
        assertThat(seen).isEqualTo(ALL);
    }

    @Test
    void whereARowIsGoneItGoesOnWithWhatFollowed() {
        Optional<String> afterB = page(ALL, Optional.empty()).next();

        assertThat(page(List.of("a", "c", "d", "e"), afterB).items()).containsExactly("c", "d");
        assertThat(page(List.of(), afterB).items()).isEmpty();
    }

    @Test
    void anotherOrderIsRefusedAndSoIsACursorOfAnother() {
        assertThatThrownBy(
                        () ->
                                Rows.after(
                                        new PageRequest(2, Optional.empty(), Optional.of("name")),
                                        "-hour"))
                .isInstanceOf(ListingException.class);
        Optional<String> after = page(ALL, Optional.empty()).next();
        assertThatThrownBy(
                        () -> Rows.after(new PageRequest(2, after, Optional.empty()), "-askedAt"))
                .isInstanceOf(ListingException.class);
    }
}
