package org.portlease.provider;

import java.util.OptionalInt;

/**
 * What an operator may call an attribute, and write as its value: for those who take configuration
 * and know no RADIUS. The endpoint, which knows it, stands behind it.
 */
public interface AttributeVocabulary {

    /**
     * Checks what an {@link AttributeRule} names.
     *
     * @throws IllegalArgumentException with a sentence for the operator, where no attribute has
     *     that name, or a conversation cannot do without it and it is to be denied
     */
    void checkRule(String attribute, boolean allowed);

    /**
     * Checks an attribute that is to be added to Access-Accepts.
     *
     * @throws IllegalArgumentException with a sentence for the operator, where no attribute that
     *     can be added has that name, or the value or tag is none of it
     */
    void checkAdded(String attribute, String value, OptionalInt tag);
}
