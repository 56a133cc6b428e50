package io.linkgrid.explain;

import java.util.List;
import java.util.Optional;

/**
 * Why a record was decided as it was.
 *
 * @param record where the record stands: its file's role and its row
 * @param recordId the text of its id column
 * @param rows how many rows say the same
 * @param values its standardised values, in the order of the spec's attributes
 * @param stored what was decided; empty when nothing was yet
 * @param candidates the entities that it was compared with, the best one first
 */
public record Explanation(
    String record,
    String recordId,
    long rows,
    List<String> values,
    Optional<Stored> stored,
    List<Against> candidates) {
  public Explanation {
    values = List.copyOf(values);
    candidates = List.copyOf(candidates);
  }

  /**
   * A decision as the database has it.
   *
   * @param decision MATCH, NEW or REVIEW
   * @param entityId the entity that the record belongs to; empty in review
   * @param weight the match weight of the best candidate, prior included
   * @param probability that the decision is right
   * @param bestEntityId the best candidate of a match or a review
   * @param runnerUpEntityId the second best candidate, if there was one
   * @param runnerUpProbability the probability of the runner-up
   */
  public record Stored(
      String decision,
      Optional<String> entityId,
      double weight,
      double probability,
      Optional<String> bestEntityId,
      Optional<String> runnerUpEntityId,
      double runnerUpProbability) {}

  /**
   * The record against an entity.
   *
   * @param entityId the entity
   * @param values the values of the entity's mention that is most like the record
   * @param priorWeight the weight before anything is compared
   * @param steps what each comparison adds, in the order of adding
   * @param weight the sum
   * @param changes what the sum would be if one comparison had reached another level
   */
  public record Against(
      String entityId,
      List<String> values,
      double priorWeight,
      List<Step> steps,
      double weight,
      List<Change> changes) {
    public Against {
      values = List.copyOf(values);
      steps = List.copyOf(steps);
      changes = List.copyOf(changes);
    }
  }

  /**
   * Another level of one comparison, all others as they are.
   *
   * @param attribute the name of the attribute
   * @param from the label of the level that it has
   * @param to the label of the other level
   * @param levels how many levels lie between, at least 1
   * @param weight the match weight with the other level; what a rare value adds is not counted when
   *     the other level is the first
   */
  public record Change(String attribute, String from, String to, int levels, double weight) {}

  /**
   * What one comparison adds.
   *
   * @param attribute the name of the attribute
   * @param level the label of the level; "absent" where a value is
   * @param left the record's value
   * @param right the entity's value
   * @param weight what the level adds
   * @param rarity what it adds that just this value is shared
   */
  public record Step(
      String attribute, String level, String left, String right, double weight, double rarity) {}
}
