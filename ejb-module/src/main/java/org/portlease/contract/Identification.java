package org.portlease.contract;

/** Whose a request is, and by what rule. */
public sealed interface Identification {

    /** For people: "realm north.example, rule 12". Never holds a user's part of a name. */
    String explanation();

    /** A subscriber of the master's own. */
    record Own(String explanation) implements Identification {}

    /** A subscriber of the client provider that the contract is with. */
    record Client(Contract contract, String explanation) implements Identification {}

    /** Nobody's: it is to be rejected. */
    record Nobody(String explanation) implements Identification {}
}
