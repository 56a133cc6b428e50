package io.linkgrid.lookup;

import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.Decision;
import io.linkgrid.model.EntityId;
import io.linkgrid.scoring.Candidate;
import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer about one record, for people and programs.
 *
 * @param record the number of the record among those that were asked together, from 1
 * @param recordId the text of its id column; may be empty
 * @param decision MATCH, REVIEW or NEW
 * @param probability of the decision: of a NEW, that the record belongs to none
 * @param entityId the entity that it belongs to; only of a MATCH
 * @param weight the match weight of the best candidate, if there is one
 * @param attributes the record's standardised values; an absent one is left out
 * @param candidates the likeliest entities, best first
 */
public record LookupResult(
    long record,
    String recordId,
    Decision decision,
    double probability,
    Optional<String> entityId,
    Optional<Double> weight,
    Map<String, String> attributes,
    List<Ranked> candidates) {

  /**
   * An entity that the record may belong to.
   *
   * @param entityId its id
   * @param weight the match weight of its most alike mention
   * @param probability that the record belongs to it and to none of the others
   * @param attributes its golden record; absent values are left out
   */
  public record Ranked(
      String entityId, double weight, double probability, Map<String, String> attributes) {}

  /** Returns what was found as an answer. */
  static LookupResult of(
      CleanRecord record, Found found, int top, LinkSpec spec, Map<String, List<String>> golden) {
    List<Ranked> candidates = new ArrayList<>();
    for (Found.Ranked ranked : found.ranked(top)) {
      candidates.add(
          new Ranked(
              ranked.entityId(),
              ranked.weight(),
              ranked.probability(),
              named(spec, golden.getOrDefault(ranked.entityId(), List.of()))));
    }
    Optional<Candidate> best = found.verdict().best();
    return new LookupResult(
        record.origin().row(),
        record.recordId(),
        found.decision(),
        found.verdict().probability(),
        best.filter(b -> found.decision() == Decision.MATCH).map(b -> EntityId.text(b.entity())),
        best.map(Candidate::weight),
        named(spec, record.mention().values()),
        candidates);
  }

  /** Returns values by the names of the spec's attributes, those that are absent left out. */
  public static Map<String, String> named(LinkSpec spec, List<String> values) {
    Map<String, String> named = new LinkedHashMap<>();
    List<Attribute> attributes = spec.attributes();
    for (int i = 0; i < Math.min(values.size(), attributes.size()); i++) {
      if (!values.get(i).isEmpty()) {
        named.put(attributes.get(i).name(), values.get(i));
      }
    }
    return named;
  }
}
