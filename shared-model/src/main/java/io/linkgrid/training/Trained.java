package io.linkgrid.training;

import io.linkgrid.spec.LinkModel;
import java.util.List;

/**
 * What was learnt, and how.
 *
 * @param model the model
 * @param matching the expected share of probes that match an entity, or of random pairs that match
 *     when pairs were judged one by one
 * @param history the steps of the expectation maximisation
 * @param warnings sentences for people about what the model cannot be trusted in; none as a rule
 * @param remarks sentences about what is worth knowing of a model that can be trusted
 */
public record Trained(
    LinkModel model,
    double matching,
    List<Step> history,
    List<String> warnings,
    List<String> remarks) {
  /**
   * One step.
   *
   * @param matching as above, after the step
   * @param change the largest change of an m
   */
  public record Step(double matching, double change) {}

  public Trained {
    history = List.copyOf(history);
    warnings = List.copyOf(warnings);
    remarks = List.copyOf(remarks);
  }
}
