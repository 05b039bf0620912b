package org.portlease.listing;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Some rows, and where they go on.
 *
 * @param next what the next page is asked for by; empty where there is none
 */
public record Page<T>(List<T> items, Optional<String> next) {

    public Page {
        items = List.copyOf(items);
    }

    public <U> Page<U> map(Function<? super T, ? extends U> view) {
        List<U> views = items.stream().<U>map(view).toList();
        return new Page<>(views, next);
    }
}
