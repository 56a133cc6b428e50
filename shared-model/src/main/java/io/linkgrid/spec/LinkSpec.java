package io.linkgrid.spec;

import java.util.List;
import java.util.Optional;

/**
 * Everything that is particular to a data set. Specs are equal when all their words are.
 *
 * @param name the spec's name; results live in a Postgres schema of this name
 * @param format how the files are written
 * @param recordIdColumn the column that names a record
 * @param event what the rows report, for the final join, if they report anything
 * @param attributes the values by which records are linked
 * @param partitionBy the position of the attribute by which the reference is partitioned; its whole
 *     value is the first blocking rule
 * @param blocking the blocking rules in their order; the first is the partition's
 * @param comparisons how attributes are compared
 * @param priorWeight log2 of the odds that a random candidate pair matches
 * @param matchProbability the smallest probability of a MATCH
 * @param reviewProbability the smallest probability of a REVIEW; below it is NEW
 */
public record LinkSpec(
    String name,
    FileFormat format,
    String recordIdColumn,
    Optional<Event> event,
    List<Attribute> attributes,
    int partitionBy,
    List<BlockingRule> blocking,
    List<ComparisonSpec> comparisons,
    double priorWeight,
    double matchProbability,
    double reviewProbability) {

  /**
   * What a row reports.
   *
   * @param idColumn the column that names the event, such as a violation; rows without it report
   *     nothing
   * @param dateColumn the column with its date
   */
  public record Event(String idColumn, String dateColumn) {}

  public LinkSpec {
    attributes = List.copyOf(attributes);
    blocking = List.copyOf(blocking);
    comparisons = List.copyOf(comparisons);
  }

  /** Returns the position of an attribute of this type, if the spec has one. */
  public Optional<Integer> firstAttributeOf(AttributeType type) {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.get(i).type() == type) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
