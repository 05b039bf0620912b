package org.portlease.endpoint;

/**
 * What the built-in Master RADIUS server would have been asked and would have answered, had it been
 * a server of its own (figures 6 to 9).
 *
 * @param request the message it stands for, "Access-Request" or "Accounting-Request Start"
 * @param identifier the virtual subscriber's, or the own subscriber's, never a client's
 *     subscriber's
 * @param answer the message that it answers with
 * @param explanation why, for people
 */
public record DecisionMade(String request, String identifier, String answer, String explanation) {}
