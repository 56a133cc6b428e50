package io.linkgrid.processor;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a model is learnt from.
 *
 * @param reference the file whose mentions a probe can meet
 * @param probes the file whose mentions look for their like; the same one where there is one set,
 *     whose mentions may be many of one entity
 * @param referenceSize how many mentions the reference has
 * @param probesSize how many mentions look for their like, sampled or not
 * @param sample which of the probes are compared
 * @param labels pairs of which it is known whether they match; may be none
 */
public record TrainingTask(
    long reference,
    long probes,
    long referenceSize,
    long probesSize,
    TrainingSample sample,
    List<TrainingLabel> labels)
    implements Serializable {
  public TrainingTask {
    labels = List.copyOf(labels);
  }

  /** Returns whether there is one set, which is both. */
  public boolean oneSet() {
    return reference == probes;
  }

  /**
   * Returns the probes that are compared: those of the sample, and those of whose pairs something
   * is known.
   */
  public MentionQuery compared() {
    return MentionQuery.sampleOf(probes, sample, labelled());
  }

  /** Returns the ids of the probes of whose pairs something is known. */
  Set<Long> labelled() {
    return labels.stream().map(TrainingLabel::probe).collect(Collectors.toSet());
  }
}
