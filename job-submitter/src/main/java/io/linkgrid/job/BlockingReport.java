package io.linkgrid.job;

import java.util.List;

/**
 * What blocking brings together, counted before anything is compared.
 *
 * @param spec the name of the spec
 * @param files the files that look for their like, in order
 * @param maxPairs the budget of a run
 * @param pairsAtMost what the budget is held against: pairs summed over the keys of all files
 * @param time how long comparing takes
 * @param countingSeconds how long the counting took
 */
public record BlockingReport(
    String spec,
    List<FileCandidates> files,
    long maxPairs,
    long pairsAtMost,
    Estimate time,
    double countingSeconds) {

  /**
   * The candidates of a file.
   *
   * @param role A, B, reference or records
   * @param name the file's name
   * @param newMentions its mentions that no file before has
   * @param referenceMentions the mentions of the files before
   * @param withoutKey new mentions without any key: they meet nobody
   * @param pairs candidate pairs, each counted once
   * @param possiblePairs all pairs that there are
   * @param reductionRatio the share of all pairs that blocking spares, from 0 to 1
   * @param rules the rules in their order
   * @param nodes the members by address
   * @param cappedKeys how many keys are capped
   * @param keys the keys with most pairs, and the largest that are capped
   */
  public record FileCandidates(
      String role,
      String name,
      long newMentions,
      long referenceMentions,
      long withoutKey,
      long pairs,
      long possiblePairs,
      double reductionRatio,
      List<RuleCandidates> rules,
      List<NodeCandidates> nodes,
      int cappedKeys,
      List<KeyCandidates> keys) {}

  /**
   * The candidates of a rule.
   *
   * @param rule its name
   * @param withReference pairs of a new mention and an earlier one whose first common key is of the
   *     rule
   * @param amongNew pairs of two new mentions whose first common key is of the rule; where there is
   *     a reference, only those that match nobody there are compared among themselves
   * @param summedOverKeys all pairs that share a key of the rule, as often as they share one
   */
  public record RuleCandidates(
      String rule, long withReference, long amongNew, long summedOverKeys) {}

  /**
   * The candidates of a member.
   *
   * @param node its address
   * @param pairs pairs whose first common key it owns
   */
  public record NodeCandidates(String node, long pairs) {}

  /**
   * A key.
   *
   * @param rule its rule
   * @param value what its parts say
   * @param newMentions new mentions that have it
   * @param referenceMentions earlier mentions that have it
   * @param pairs pairs that share it, or would if it were not capped
   * @param capped whether it brings no pairs together
   */
  public record KeyCandidates(
      String rule,
      String value,
      long newMentions,
      long referenceMentions,
      long pairs,
      boolean capped) {}

  /**
   * How long comparing takes, all else left aside.
   *
   * @param pairsPerSecond pairs of mentions of this database that one core of this machine compares
   *     in a second, as measured just now; 0 when there was nothing to measure
   * @param cores on how many cores it is reckoned
   * @param basis what was measured
   * @param seconds the pairs of all files over the rate
   */
  public record Estimate(double pairsPerSecond, int cores, Basis basis, double seconds) {}

  /** What was measured. */
  public enum Basis {
    /** All values of a pair were compared: there is no model yet that could tell what to spare. */
    COMPARED,
    /** Pairs were scored by the model, as far as it takes to see that they do not match. */
    SCORED
  }

  /** Returns all candidate pairs, each counted once. */
  public long pairs() {
    return files.stream().mapToLong(FileCandidates::pairs).sum();
  }
}
