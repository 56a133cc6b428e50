package io.linkgrid.processor;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a model is learnt from.
 *
 * @param reference the mentions that a probe can meet
 * @param probes the mentions that look for their like; the same ones where there is one set
 * @param referenceSize how many mentions the reference has
 * @param probesSize how many mentions look for their like, sampled or not
 * @param sample which of the probes are compared
 * @param labels pairs of which it is known whether they match; may be none
 * @param oneSet whether there is one set, whose mentions may be many of one entity
 */
public record TrainingTask(
    MentionQuery reference,
    MentionQuery probes,
    long referenceSize,
    long probesSize,
    TrainingSample sample,
    List<TrainingLabel> labels,
    boolean oneSet)
    implements Serializable {
  public TrainingTask {
    labels = List.copyOf(labels);
  }

  /** Returns the mentions whose pairs are in part known: they are compared, sampled or not. */
  Set<Long> labelled() {
    Set<Long> labelled = new HashSet<>();
    labels.forEach(label -> labelled.add(label.probe()));
    return labelled;
  }
}
