package org.portlease.web.api;

/**
 * What is wrong with one field.
 *
 * @param field its path, "homeServers[0].authPort", or the name of a parameter or a header
 * @param detail what was expected, and what came
 */
public record FieldFault(String field, String detail) {}
