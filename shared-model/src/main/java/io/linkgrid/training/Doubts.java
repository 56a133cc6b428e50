package io.linkgrid.training;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.spec.ComparisonSpec;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Why a model should not be trusted, in sentences for people. */
final class Doubts {
  private static final double FEW = 10;
  private static final double LN_2 = StrictMath.log(2);

  private final LinkSpec spec;
  private final LinkModel model;
  private final List<String> sentences = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  Doubts(LinkSpec spec, LinkModel model) {
    this.spec = spec;
    this.model = model;
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }

  List<String> remarks() {
    return List.copyOf(remarks);
  }

  void notSettled(int steps, double change) {
    sentences.add(
        "The model had not settled after "
            + steps
            + " steps (last change "
            + change
            + "); its weights may be off.");
  }

  void fewMatches(double matches) {
    if (matches < FEW) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "Only %.1f matching pairs were expected in the sample; the weights rest on hardly"
                  + " anything.",
              matches));
    }
  }

  /** Levels that no pair reaches, matching or not: nothing is known of them. */
  void levelsNeverSeen(long[] patterns) {
    List<String> unseen = new ArrayList<>();
    for (int c = 0; c < spec.comparisons().size(); c++) {
      ComparisonSpec comparison = spec.comparisons().get(c);
      for (int level = 0; level < comparison.levels().size(); level++) {
        if (!isSeen(patterns, c, level)) {
          unseen.add(
              spec.attributes().get(comparison.attribute()).name()
                  + " '"
                  + comparison.levels().get(level).label()
                  + "'");
        }
      }
    }
    if (!unseen.isEmpty()) {
      remarks.add(
          "No pair reached these levels, so their weights are guesses: "
              + String.join(", ", unseen)
              + ".");
    }
  }

  private static boolean isSeen(long[] patterns, int comparison, int level) {
    for (long pattern : patterns) {
      if (MentionComparison.level(pattern, comparison) == level) {
        return true;
      }
    }
    return false;
  }

  /** A model has collapsed when it gives one answer, whatever a pair looks like. */
  void answersThatNothingChanges() {
    double most = model.priorWeight();
    double least = model.priorWeight();
    for (int c = 0; c < spec.comparisons().size(); c++) {
      ComparisonWeights weights = model.comparisons().get(c);
      int last = spec.comparisons().get(c).levels().size() - 1;
      most += weights.weights()[row(weights, true)][0];
      least += weights.weights()[row(weights, false)][last];
    }
    if (probability(most) < spec.matchProbability()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "By this model even two records that agree in everything match with a probability of"
                  + " %.2f only, so nothing will be linked but by rare values. Compare more"
                  + " attributes, or set the weights by hand.",
              probability(most)));
    }
    if (probability(least) >= spec.reviewProbability()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "By this model two records that share a blocking key and agree in nothing else match"
                  + " with a probability of %.2f: it has collapsed. Do not use its links; compare"
                  + " more attributes, or set the weights by hand.",
              probability(least)));
    }
  }

  /** The row of weights when all comparisons before are at their first level, or at their last. */
  private int row(ComparisonWeights weights, boolean first) {
    int row = 0;
    int width = 1;
    for (int other : weights.given()) {
      int levels = spec.comparisons().get(other).levels().size();
      row += width * (first ? 1 : levels);
      width *= levels + 1;
    }
    return row;
  }

  private static double probability(double weight) {
    return 1 / (1 + StrictMath.exp(-weight * LN_2));
  }
}
