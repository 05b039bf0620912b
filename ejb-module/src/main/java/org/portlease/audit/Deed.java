package org.portlease.audit;

import java.util.Optional;

/**
 * One change that a person or a program made.
 *
 * @param caller who, and from where
 * @param action a verb: create, change, delete, suspend
 * @param kind of what, "contract"
 * @param subject which one: its id, or what else it is known by
 * @param before JSON of it as it was; empty where it did not exist. Never a secret
 * @param after JSON of it as it is; empty where it does not exist any more
 */
public record Deed(
        Caller caller,
        String action,
        String kind,
        String subject,
        Optional<String> before,
        Optional<String> after) {

    /**
     * Who makes a change.
     *
     * @param actor the name that was authenticated
     * @param address where the request came from
     * @param requestId what the answer and the log name the request by
     * @param reason why, in the caller's words; empty where none was given
     */
    public record Caller(String actor, String address, String requestId, Optional<String> reason) {}
}
