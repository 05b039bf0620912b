package org.portlease.web;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.portlease.listing.Cursor;
import org.portlease.listing.ListingException;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/** Pages of lists that are computed as a whole, or fetched in one order that has its own key. */
final class Rows {

    private Rows() {}

    /**
     * The page of a list that follows the row with the cursor's key; where that row is gone, what
     * follows the place where it stood.
     *
     * @param order the name of the order that the rows are in; nothing else can be asked for
     * @param key tells rows apart
     */
    static <T> Page<T> page(
            List<T> rows, PageRequest request, String order, Function<T, String> key) {
        int from = after(request, order).map(cursor -> behind(rows, cursor, key)).orElse(0);
        return cut(rows.subList(from, rows.size()), request, order, key, from);
    }

    private static <T> int behind(List<T> rows, Cursor cursor, Function<T, String> key) {
        for (int i = 0; i < rows.size(); i++) {
            if (key.apply(rows.get(i)).equals(cursor.id())) {
                return i + 1;
            }
        }
        return Math.min(Math.max(0, place(cursor) - 1), rows.size());
    }

    private static int place(Cursor cursor) {
        try {
            return Math.max(0, Integer.parseInt(cursor.value()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The first rows of those that were fetched, one more than asked for where there are more. */
    static <T> Page<T> cut(
            List<T> fetched, PageRequest request, String order, Function<T, String> key) {
        return cut(fetched, request, order, key, 0);
    }

    private static <T> Page<T> cut(
            List<T> fetched, PageRequest request, String order, Function<T, String> key, int from) {
        if (fetched.size() <= request.limit()) {
            return new Page<>(fetched, Optional.empty());
        }
        List<T> shown = fetched.subList(0, request.limit());
        String last = key.apply(shown.get(shown.size() - 1));
        String place = Integer.toString(from + shown.size());
        return new Page<>(shown, Optional.of(new Cursor(order, place, last).text()));
    }

    /** Where the page is to go on. */
    static Optional<Cursor> after(PageRequest request, String order) {
        request.sort()
                .filter(sort -> !sort.equals(order))
                .ifPresent(
                        sort -> {
                            throw new ListingException(
                                    "sort", "expected " + order + ", but got '" + sort + "'");
                        });
        return request.after().map(text -> Cursor.read(text, order));
    }
}
