package org.portlease.listing;

/** A page that can't be had as it was asked for: says which parameter is wrong, and why. */
public class ListingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String parameter;

    public ListingException(String parameter, String sentence) {
        super(sentence);
        this.parameter = parameter;
    }

    /** The name of the query parameter. */
    public String parameter() {
        return parameter;
    }
}
