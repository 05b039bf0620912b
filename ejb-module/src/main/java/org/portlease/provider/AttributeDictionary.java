package org.portlease.provider;

import java.util.OptionalInt;

/**
 * Which RADIUS attributes there are, and how their values are written: known on the endpoint's
 * floor alone, which provides it.
 */
public interface AttributeDictionary {

    /**
     * @param attribute the dictionary's name, or {@code vendor:type}
     * @param allowed whether the attribute is to pass; else it is to be left out
     * @throws IllegalArgumentException with a sentence, where there is no such attribute, or a
     *     conversation cannot do without it
     */
    void checkPassage(String attribute, boolean allowed);

    /**
     * @param valueText as the attribute's type is written
     * @throws IllegalArgumentException with a sentence, where no such attribute can be made
     */
    void checkAddition(String attribute, String valueText, OptionalInt tag);
}
