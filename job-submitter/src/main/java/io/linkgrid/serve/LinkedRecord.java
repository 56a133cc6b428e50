package io.linkgrid.serve;

import io.linkgrid.model.Decision;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one record that was linked.
 *
 * @param record its number in the request, from 1
 * @param recordId the text of its id column; may be empty
 * @param place under which it is kept, for explain and split: {@code serve:12}
 * @param landed whether this request brought it; false for one that was there with the same values
 * @param decision MATCH, NEW, or REVIEW when a person must decide
 * @param entityId the entity that it belongs to; empty in review
 * @param probability of the decision
 * @param weight the match weight of the best candidate; 0 for a new entity
 * @param bestEntityId the entity that a person is asked about
 * @param attributes its standardised values; an absent one is left out
 */
public record LinkedRecord(
    long record,
    String recordId,
    String place,
    boolean landed,
    Decision decision,
    Optional<String> entityId,
    double probability,
    double weight,
    Optional<String> bestEntityId,
    Map<String, String> attributes) {}
