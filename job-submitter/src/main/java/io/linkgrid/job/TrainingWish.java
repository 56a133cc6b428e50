package io.linkgrid.job;

import io.linkgrid.truth.LabelFile;
import java.util.List;

/**
 * How a model is to be learnt.
 *
 * @param labels pairs of which it is known whether they match, beside the answers of clerical
 *     review
 * @param again whether another one is learnt when the schema has one
 */
public record TrainingWish(List<LabelFile.Pair> labels, boolean again) {
  /** One is learnt where there is none, from the answers of clerical review and nothing else. */
  public static final TrainingWish USUAL = new TrainingWish(List.of(), false);

  public TrainingWish {
    labels = List.copyOf(labels);
  }
}
