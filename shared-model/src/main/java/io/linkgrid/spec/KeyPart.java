package io.linkgrid.spec;

/**
 * A piece of a blocking key.
 *
 * @param attribute the position of the attribute in the spec
 * @param part the part of the attribute's value, or the empty text for the whole value
 */
public record KeyPart(int attribute, String part) {}
