package org.portlease.listing;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of an entity are listed: by its id, and by whatever else they may be sorted by. A
 * page goes on behind the last row of the one before, by value and id: rows that come and go in
 * between neither repeat nor hide another. Immutable once it is built.
 */
public final class Listing<E, I extends Comparable<? super I>> {

    private static final String ID = "id";

    private final Class<E> type;
    private final SortKey<E, I> id;
    private final Map<String, SortKey<E, ?>> keys = new LinkedHashMap<>();

    private Listing(Class<E> type, SortKey<E, I> id) {
        this.type = type;
        this.id = id;
        keys.put(ID, id);
    }

    /** Of rows that are numbered. */
    public static <E> Listing<E, Long> numbered(Class<E> type, Function<E, Long> id) {
        return of(type, ID, id, Long::valueOf);
    }

    /**
     * @param attribute the entity's name of its id
     * @param parser of an id's text
     */
    public static <E, I extends Comparable<? super I>> Listing<E, I> of(
            Class<E> type, String attribute, Function<E, I> id, Function<String, I> parser) {
        return new Listing<>(type, new SortKey<>(attribute, id, parser));
    }

    /**
     * Rows can be sorted by that attribute, which is never null.
     *
     * @param name what callers call it
     * @param parser of a value's text
     */
    public <V extends Comparable<? super V>> Listing<E, I> sortable(
            String name, String attribute, Function<E, V> value, Function<String, V> parser) {
        keys.put(name, new SortKey<>(attribute, value, parser));
        return this;
    }

    /** Rows can be sorted by that text. */
    public Listing<E, I> sortable(String name, Function<E, String> value) {
        return sortable(name, name, value, Function.identity());
    }

    /** What rows can be sorted by. */
    public List<String> sorts() {
        return List.copyOf(keys.keySet());
    }

    /**
     * A page of the rows that pass all filters. What is returned is read only.
     *
     * @throws ListingException where it is asked for by what there is not
     */
    @SafeVarargs
    public final Page<E> page(EntityManager entities, PageRequest request, Filter<E>... filters) {
        String sort = request.sort().orElse(ID);
        boolean descending = sort.startsWith("-");
        String name = descending ? sort.substring(1) : sort;
        SortKey<E, ?> key = keys.get(name);
        if (key == null) {
            throw new ListingException(
                    "sort",
                    "expected one of "
                            + String.join(", ", keys.keySet())
                            + ", with or without a - before it, but got '"
                            + name
                            + "'");
        }
        List<Filter<E>> wanted = new ArrayList<>();
        for (Filter<E> filter : filters) {
            wanted.add(filter);
        }
        return page(entities, request, sort, key, descending, wanted);
    }

    private <V extends Comparable<? super V>> Page<E> page(
            EntityManager entities,
            PageRequest request,
            String sort,
            SortKey<E, V> key,
            boolean descending,
            List<Filter<E>> filters) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<E> query = builder.createQuery(type);
        Root<E> row = query.from(type);
        List<Predicate> wanted = new ArrayList<>();
        filters.forEach(filter -> wanted.add(filter.of(builder, row)));
        request.after()
                .map(text -> Cursor.read(text, sort))
                .ifPresent(cursor -> wanted.add(behind(cursor, builder, row, key, descending)));
        Path<V> sortedBy = Filter.path(row, key.attribute());
        Path<I> ids = Filter.path(row, id.attribute());
        Function<Path<?>, Order> order = descending ? builder::desc : builder::asc;
        query.select(row)
                .where(wanted.toArray(Predicate[]::new))
                .orderBy(order.apply(sortedBy), order.apply(ids));
        List<E> rows =
                entities.createQuery(query)
                        .setMaxResults(request.limit() + 1)
                        .setHint("org.hibernate.readOnly", true)
                        .getResultList();
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, Optional.empty());
        }
        List<E> shown = rows.subList(0, request.limit());
        E last = shown.get(shown.size() - 1);
        String value = key.value().apply(last).toString();
        return new Page<>(
                shown,
                Optional.of(new Cursor(sort, value, id.value().apply(last).toString()).text()));
    }

    private <V extends Comparable<? super V>> Predicate behind(
            Cursor cursor,
            CriteriaBuilder builder,
            Root<E> row,
            SortKey<E, V> key,
            boolean descending) {
        V value = parsed(cursor.value(), key.parser());
        I lastId = parsed(cursor.id(), id.parser());
        Path<V> sortedBy = Filter.path(row, key.attribute());
        Path<I> ids = Filter.path(row, id.attribute());
        Predicate beyond =
                descending
                        ? builder.lessThan(sortedBy, value)
                        : builder.greaterThan(sortedBy, value);
        Predicate beyondId =
                descending ? builder.lessThan(ids, lastId) : builder.greaterThan(ids, lastId);
        return builder.or(beyond, builder.and(builder.equal(sortedBy, value), beyondId));
    }

    private static <V> V parsed(String text, Function<String, @Nullable V> parser) {
        try {
            V value = parser.apply(text);
            if (value != null) {
                return Cursor.stored(value);
            }
        } catch (RuntimeException e) {
            throw Cursor.wrong(e);
        }
        throw Cursor.wrong(null);
    }
}
