package io.linkgrid.blocking;

/**
 * A key under which a mention can be found.
 *
 * @param partitionKey the text whose owner in the grid holds everybody with this key: the value
 *     itself for the first rule, a bucket of values for the others
 * @param hash 64 bits of rule and value; equal keys have equal hashes
 */
public record BlockingKey(String partitionKey, long hash) {}
