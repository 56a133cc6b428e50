package io.linkgrid.spec;

import java.util.List;

/**
 * One value by which records are linked.
 *
 * @param name its name in the spec, in golden records and in reports
 * @param columns the columns it is made of; their texts are joined by one blank
 * @param type how it is standardised
 * @param survivorship which of several values makes it into the golden record
 * @param reading how the text of the columns is read before
 */
public record Attribute(
    String name,
    List<String> columns,
    AttributeType type,
    SurvivorshipRule survivorship,
    Reading reading) {
  public Attribute {
    columns = List.copyOf(columns);
  }

  /**
   * An attribute whose text is read as it stands, and of which the most frequent value survives.
   */
  public Attribute(String name, List<String> columns, AttributeType type) {
    this(name, columns, type, SurvivorshipRule.MOST_FREQUENT, Reading.PLAIN);
  }
}
