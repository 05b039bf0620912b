package org.portlease.listing;

import java.util.function.Function;

/**
 * What rows can be sorted by: an attribute that is never null.
 *
 * @param attribute the entity's name of it
 * @param value of a row
 * @param parser of what {@link Object#toString} made of a value
 */
record SortKey<E, V extends Comparable<? super V>>(
        String attribute, Function<E, V> value, Function<String, V> parser) {}
