package io.linkgrid.model;

import java.util.List;

/**
 * A row as it was read, one text per column, nothing changed.
 *
 * @param origin where the row came from
 * @param fields the texts in column order; an empty text is an absent value
 */
public record SourceRecord(Provenance origin, List<String> fields) {
  public SourceRecord {
    fields = List.copyOf(fields);
  }
}
