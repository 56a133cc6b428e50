package io.linkgrid.spec;

import java.util.List;

/**
 * One value by which records are linked.
 *
 * @param name its name in the spec, in golden records and in reports
 * @param columns the columns it is made of; their texts are joined by one blank
 * @param type how it is standardised
 * @param reading how the text of the columns is read before
 */
public record Attribute(String name, List<String> columns, AttributeType type, Reading reading) {
  public Attribute {
    columns = List.copyOf(columns);
  }

  /** An attribute whose text is read as it stands. */
  public Attribute(String name, List<String> columns, AttributeType type) {
    this(name, columns, type, Reading.PLAIN);
  }
}
