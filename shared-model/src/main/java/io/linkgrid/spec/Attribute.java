package io.linkgrid.spec;

import java.util.List;

/**
 * One value by which records are linked.
 *
 * @param name its name in the spec, in golden records and in reports
 * @param columns the columns it is made of; their texts are joined by one blank
 * @param type how it is standardised
 */
public record Attribute(String name, List<String> columns, AttributeType type) {
  public Attribute {
    columns = List.copyOf(columns);
  }
}
