package io.linkgrid.model;

import java.util.List;

/**
 * One distinct way in which the data writes an entity. Rows that are equal after standardisation
 * are the same mention, so it is compared and decided once, however many rows say it.
 *
 * @param id 64 bits of a cryptographic hash of the values: the same values have the same id on
 *     every machine
 * @param values the standardised values in the order of the spec's attributes; an empty text is an
 *     absent value
 */
public record Mention(long id, List<String> values) {
  public Mention {
    values = List.copyOf(values);
  }
}
