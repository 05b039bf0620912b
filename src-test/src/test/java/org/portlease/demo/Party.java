package org.portlease.demo;

/** The lifelines of a chart, from left to right as in the founding document. */
enum Party {
    NAS("NAS", 2),
    PROXY("Portlease (proxy)", 38),
    MASTER("Master", 74),
    NORTH("North", 90);

    private final String title;
    private final int column;

    Party(String title, int column) {
        this.title = title;
        this.column = column;
    }

    String title() {
        return title;
    }

    /** Where its lifeline stands on the page. */
    int column() {
        return column;
    }
}
