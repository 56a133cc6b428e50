package io.linkgrid.processor;

import java.io.Serializable;

/**
 * What a model is learnt from.
 *
 * @param reference the mentions that a probe can meet
 * @param probes the mentions that look for their like; the same ones where there is one set
 * @param referenceSize how many mentions the reference has
 * @param probesSize how many mentions look for their like, sampled or not
 * @param sample which of the probes are compared
 * @param oneSet whether there is one set, whose mentions may be many of one entity
 */
public record TrainingTask(
    MentionQuery reference,
    MentionQuery probes,
    long referenceSize,
    long probesSize,
    TrainingSample sample,
    boolean oneSet)
    implements Serializable {}
