package io.linkgrid.review;

import java.util.List;
import java.util.Optional;

/**
 * A question of the queue.
 *
 * @param mention the mention whose link is in review
 * @param recordId the id of the first row that says it
 * @param place the role of that row's file and its number, such as {@code B:12}
 * @param rows how many rows say it
 * @param values the standardised attributes in the order of the spec; empty is absent
 * @param probability that it belongs to the best candidate
 * @param bestEntityId the best candidate
 * @param entityValues the candidate's golden record; no values if there is no such entity
 * @param runnerUpEntityId the second best candidate
 * @param runnerUpProbability that it belongs to that one
 */
public record ReviewItem(
    long mention,
    String recordId,
    String place,
    long rows,
    List<String> values,
    double probability,
    Optional<String> bestEntityId,
    List<String> entityValues,
    Optional<String> runnerUpEntityId,
    double runnerUpProbability) {
  public ReviewItem {
    values = List.copyOf(values);
    entityValues = List.copyOf(entityValues);
  }

  /** Returns a value of the candidate's golden record, empty if it is absent. */
  String entityValue(int attribute) {
    return attribute < entityValues.size() ? entityValues.get(attribute) : "";
  }
}
