package org.portlease.admission;

/** What the policy says to a new connection. */
public sealed interface Decision {

    record Admitted() implements Decision {}

    record Refused(RefusalReason reason) implements Decision {}
}
