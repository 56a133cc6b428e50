package io.linkgrid.spec;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Everything that is particular to a data set. Specs are equal when all their words are.
 *
 * @param name the spec's name; results live in a Postgres schema of this name
 * @param format how the files are written
 * @param recordIdColumn the column that names a record
 * @param referenceIdColumn the column that names a row of a clean reference; the same one unless
 *     the spec says otherwise
 * @param event what the rows report, for the final join, if they report anything
 * @param attributes the values by which records are linked
 * @param partitionBy the position of the attribute by which the reference is partitioned, whose
 *     whole value is the first blocking rule; empty when every rule spreads over the grid by hash
 * @param blocking the blocking rules in their order; the first is the partition's
 * @param comparisons how attributes are compared
 * @param atMostOne whether a record belongs to at most one entity when the model is learnt from a
 *     reference that holds every entity once
 * @param oneToOne whether every file holds each entity once: its records take entities from each
 *     other, the likelier one first, and none is put together with another one of its file
 * @param model the match weights; empty when they are still to be learnt
 * @param matchProbability the smallest probability of a MATCH
 * @param reviewProbability the smallest probability of a REVIEW, of the best candidate taken by
 *     itself; below it is NEW
 * @param foundProbability the smallest probability with which two new records found one entity; one
 *     wrong pair would tie two entities together
 * @param cappedKeys hashes of the blocking keys that bring no pairs together, since more mentions
 *     have them than the cap of their rule; none of them stands in the spec's text, they come from
 *     the data
 */
public record LinkSpec(
    String name,
    FileFormat format,
    String recordIdColumn,
    String referenceIdColumn,
    Optional<Event> event,
    List<Attribute> attributes,
    Optional<Integer> partitionBy,
    List<BlockingRule> blocking,
    List<ComparisonSpec> comparisons,
    boolean atMostOne,
    boolean oneToOne,
    Optional<LinkModel> model,
    double matchProbability,
    double reviewProbability,
    double foundProbability,
    Set<Long> cappedKeys) {

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
    cappedKeys = Set.copyOf(cappedKeys);
  }

  /** A spec as it is written, before it is known which keys are capped. */
  public LinkSpec(
      String name,
      FileFormat format,
      String recordIdColumn,
      String referenceIdColumn,
      Optional<Event> event,
      List<Attribute> attributes,
      Optional<Integer> partitionBy,
      List<BlockingRule> blocking,
      List<ComparisonSpec> comparisons,
      boolean atMostOne,
      boolean oneToOne,
      Optional<LinkModel> model,
      double matchProbability,
      double reviewProbability,
      double foundProbability) {
    this(
        name,
        format,
        recordIdColumn,
        referenceIdColumn,
        event,
        attributes,
        partitionBy,
        blocking,
        comparisons,
        atMostOne,
        oneToOne,
        model,
        matchProbability,
        reviewProbability,
        foundProbability,
        Set.of());
  }

  /** Returns this spec with a model that was learnt by it. */
  public LinkSpec with(LinkModel learnt) {
    return copy(Optional.of(learnt), cappedKeys);
  }

  /** Returns this spec where just these keys bring no pairs together. */
  public LinkSpec withCappedKeys(Set<Long> keys) {
    return copy(model, keys);
  }

  private LinkSpec copy(Optional<LinkModel> weights, Set<Long> keys) {
    return new LinkSpec(
        name,
        format,
        recordIdColumn,
        referenceIdColumn,
        event,
        attributes,
        partitionBy,
        blocking,
        comparisons,
        atMostOne,
        oneToOne,
        weights,
        matchProbability,
        reviewProbability,
        foundProbability,
        keys);
  }

  /**
   * Returns the smallest mean probability with which two groups of new records stay one entity:
   * that of a MATCH, but no more than what a pair needs that founds an entity by itself.
   */
  public double clusterProbability() {
    return Math.min(matchProbability, foundProbability);
  }

  /** Returns the type of what a comparison compares. */
  public AttributeType typeOf(int comparison) {
    return attributes.get(comparisons.get(comparison).attribute()).type();
  }

  /**
   * Returns the positions of the comparisons, cheap ones first: the order in which pairs are
   * compared.
   */
  public List<Integer> inOrderOfCost() {
    return IntStream.range(0, comparisons.size())
        .boxed()
        .sorted(Comparator.comparingInt(i -> typeOf(i).cost()))
        .toList();
  }

  /** Returns how often the values of an attribute occur, as far as it is known. */
  public TermTable terms(int attribute) {
    return model
        .filter(m -> !m.terms().isEmpty())
        .map(m -> m.terms().get(attribute))
        .orElse(TermTable.EMPTY);
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
