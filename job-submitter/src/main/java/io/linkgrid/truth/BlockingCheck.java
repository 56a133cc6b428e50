package io.linkgrid.truth;

import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.evaluation.BlockingQuality;
import io.linkgrid.evaluation.BlockingQuality.Dropped;
import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Measures blocking in memory: makes the keys of all mentions as a run makes them, and looks which
 * true pairs share one.
 */
public final class BlockingCheck {
  private final LinkSpec spec;
  private final int wanted;
  private final List<Mention> left = new ArrayList<>();
  private final List<Mention> right = new ArrayList<>();
  private final List<EvaluationReport.Row> leftRows = new ArrayList<>();
  private final List<EvaluationReport.Row> rightRows = new ArrayList<>();
  private final Set<Long> truePairs = new TreeSet<>();
  private final boolean oneSet;

  private BlockingCheck(BlockingInputs inputs, boolean oneSet) {
    this.spec = inputs.spec();
    this.wanted = inputs.dropped();
    this.oneSet = oneSet;
  }

  /** A row of the reference and a record that belong together. */
  record TruePair(int referenceRow, int recordRow) {}

  /** Measures records against a reference. */
  static BlockingQuality between(
      BlockingInputs inputs, MentionFile reference, MentionFile records, List<TruePair> pairs) {
    BlockingCheck check = new BlockingCheck(inputs, false);
    check.add(reference, check.left, check.leftRows);
    check.add(records, check.right, check.rightRows);
    for (TruePair pair : pairs) {
      reference
          .mentionOf(pair.referenceRow())
          .ifPresent(
              one ->
                  records
                      .mentionOf(pair.recordRow())
                      .ifPresent(other -> check.truePairs.add(pair(one, other))));
    }
    return check.measured();
  }

  /** Two mentions that are one thing, by their places in a list. */
  public record Same(int one, int other) {}

  /**
   * Measures mentions of one set, each with each.
   *
   * @param rows what is shown of each mention, in the same order
   * @param pairs those that are known to be one thing
   */
  public static BlockingQuality among(
      BlockingInputs inputs,
      List<Mention> mentions,
      List<EvaluationReport.Row> rows,
      List<Same> pairs) {
    BlockingCheck check = new BlockingCheck(inputs, true);
    check.left.addAll(mentions);
    check.leftRows.addAll(rows);
    check.right.addAll(mentions);
    check.rightRows.addAll(rows);
    for (Same pair : pairs) {
      check.truePairs.add(
          pair(Math.min(pair.one(), pair.other()), Math.max(pair.one(), pair.other())));
    }
    return check.measured();
  }

  /** A row of one of several files, and what it truly is. */
  record TrueRow(MentionFile file, int row, int truth) {}

  /** Measures the rows of files, each with each. */
  static BlockingQuality within(
      BlockingInputs inputs, List<MentionFile> files, List<TrueRow> rows) {
    BlockingCheck check = new BlockingCheck(inputs, true);
    Map<Long, Integer> placeOfId = new HashMap<>();
    for (MentionFile file : files) {
      for (int i = 0; i < file.mentions().size(); i++) {
        if (placeOfId.putIfAbsent(file.mentions().get(i).id(), check.left.size()) == null) {
          check.left.add(file.mentions().get(i));
          check.leftRows.add(file.shown(i));
        }
      }
    }
    check.right.addAll(check.left);
    check.rightRows.addAll(check.leftRows);
    Map<Integer, Set<Integer>> mentionsOfTruth = new HashMap<>();
    for (TrueRow row : rows) {
      row.file()
          .mentionOf(row.row())
          .map(mention -> placeOfId.get(row.file().mentions().get(mention).id()))
          .ifPresent(
              place ->
                  mentionsOfTruth.computeIfAbsent(row.truth(), t -> new TreeSet<>()).add(place));
    }
    for (Set<Integer> mentions : mentionsOfTruth.values()) {
      for (int one : mentions) {
        for (int other : mentions) {
          if (one < other) {
            check.truePairs.add(pair(one, other));
          }
        }
      }
    }
    return check.measured();
  }

  private void add(MentionFile file, List<Mention> mentions, List<EvaluationReport.Row> rows) {
    for (int i = 0; i < file.mentions().size(); i++) {
      mentions.add(file.mentions().get(i));
      rows.add(file.shown(i));
    }
  }

  private BlockingQuality measured() {
    KeyMaker maker = new KeyMaker(spec);
    List<long[]> leftKeys = keys(maker, left);
    List<long[]> rightKeys = oneSet ? leftKeys : keys(maker, right);
    List<Long> apart = new ArrayList<>();
    for (long pair : truePairs) {
      if (!share(leftKeys.get(one(pair)), rightKeys.get(other(pair)))) {
        apart.add(pair);
      }
    }
    long all =
        oneSet ? (long) left.size() * (left.size() - 1) / 2 : (long) left.size() * right.size();
    return new BlockingQuality(
        truePairs.size(),
        truePairs.size() - apart.size(),
        candidates(leftKeys, rightKeys),
        all,
        heaviest(apart));
  }

  private static List<long[]> keys(KeyMaker maker, List<Mention> mentions) {
    return mentions.stream()
        .map(
            mention -> Arrays.stream(maker.numbers(mention).hashes()).sorted().distinct().toArray())
        .toList();
  }

  private static boolean share(long[] keys, long[] others) {
    return Arrays.stream(keys).anyMatch(key -> Arrays.binarySearch(others, key) >= 0);
  }

  /** Counts each pair once, however many keys it shares. */
  private long candidates(List<long[]> leftKeys, List<long[]> rightKeys) {
    Map<Long, List<Integer>> leftOfKey = new HashMap<>();
    for (int place = 0; place < leftKeys.size(); place++) {
      for (long key : leftKeys.get(place)) {
        leftOfKey.computeIfAbsent(key, k -> new ArrayList<>()).add(place);
      }
    }
    int[] metBy = new int[leftKeys.size()];
    Arrays.fill(metBy, -1);
    long pairs = 0;
    for (int place = 0; place < rightKeys.size(); place++) {
      for (long key : rightKeys.get(place)) {
        for (int met : leftOfKey.getOrDefault(key, List.of())) {
          if (metBy[met] != place && !(oneSet && met >= place)) {
            metBy[met] = place;
            pairs++;
          }
        }
      }
    }
    return pairs;
  }

  private List<Dropped> heaviest(List<Long> apart) {
    if (wanted == 0) {
      return List.of();
    }
    MentionComparison comparison = new MentionComparison(spec);
    PairScorer scorer = new PairScorer(spec, comparison);
    return apart.stream()
        .map(
            pair ->
                new Dropped(
                    scorer.weight(
                        comparison.prepare(left.get(one(pair))),
                        comparison.prepare(right.get(other(pair))),
                        Double.NEGATIVE_INFINITY),
                    leftRows.get(one(pair)),
                    rightRows.get(other(pair))))
        // Pairs come in the order of their rows, so equal weights stay in it.
        .sorted(Comparator.comparingDouble(Dropped::weight).reversed())
        .limit(wanted)
        .toList();
  }

  private static long pair(int one, int other) {
    return ((long) one << 32) | other;
  }

  private static int one(long pair) {
    return (int) (pair >> 32);
  }

  private static int other(long pair) {
    return (int) pair;
  }
}
