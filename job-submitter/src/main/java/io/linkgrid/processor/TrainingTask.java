package io.linkgrid.processor;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;

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

  /**
   * Returns which probes are compared: those of the sample, and those of whose pairs something is
   * known.
   */
  public MentionSourceProcessor.Choice looked() {
    HashSet<Long> labelled = new HashSet<>();
    labels.forEach(label -> labelled.add(label.probe()));
    TrainingSample sampled = sample;
    return mention -> sampled.contains(mention) || labelled.contains(mention);
  }
}
