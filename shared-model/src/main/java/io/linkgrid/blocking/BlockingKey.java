package io.linkgrid.blocking;

/**
 * A key under which a mention can be found.
 *
 * @param rule the position of its rule in the spec
 * @param value what its parts say, for people: the texts of the parts with {@code |} between them
 * @param partitionKey the text whose owner in the grid holds everybody with this key: the value
 *     itself for the first rule, a bucket of values for the others
 * @param hash 64 bits of rule and value; equal keys have equal hashes
 */
public record BlockingKey(int rule, String value, String partitionKey, long hash) {}
