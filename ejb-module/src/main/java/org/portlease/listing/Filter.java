package org.portlease.listing;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.Collection;
import java.util.Optional;

/** What a row must be to be listed. */
@FunctionalInterface
public interface Filter<E> {

    Predicate of(CriteriaBuilder builder, Root<E> row);

    /**
     * Rows whose attribute is that; all rows where it is empty.
     *
     * @param attribute a name of the entity's, "place.nasId" for one of an embedded value
     */
    static <E> Filter<E> equal(String attribute, Optional<?> value) {
        return (builder, row) ->
                value.<Predicate>map(wanted -> builder.equal(path(row, attribute), wanted))
                        .orElseGet(builder::conjunction);
    }

    /** Rows whose attribute is one of those. */
    static <E> Filter<E> in(String attribute, Collection<?> values) {
        return (builder, row) ->
                values.isEmpty() ? builder.disjunction() : path(row, attribute).in(values);
    }

    /** Rows whose attribute is not less; all rows where it is empty. */
    static <E, V extends Comparable<? super V>> Filter<E> from(
            String attribute, Optional<V> least) {
        return (builder, row) ->
                least.<Predicate>map(
                                value ->
                                        builder.greaterThanOrEqualTo(
                                                Filter.<V>path(row, attribute), value))
                        .orElseGet(builder::conjunction);
    }

    /** Rows whose attribute is less; all rows where it is empty. */
    static <E, V extends Comparable<? super V>> Filter<E> below(
            String attribute, Optional<V> bound) {
        return (builder, row) ->
                bound.<Predicate>map(
                                value -> builder.lessThan(Filter.<V>path(row, attribute), value))
                        .orElseGet(builder::conjunction);
    }

    /** The attribute of the row, or of a value within it. */
    @SuppressWarnings("unchecked") // the attribute's type is the entity's matter
    static <V> Path<V> path(Path<?> row, String attribute) {
        Path<?> path = row;
        for (String part : attribute.split("\\.", -1)) {
            path = path.get(part);
        }
        return (Path<V>) path;
    }
}
