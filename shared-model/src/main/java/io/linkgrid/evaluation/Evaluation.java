package io.linkgrid.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Compares two labelings of the same rows: the truth, and what was found. A labeling is an array
 * with one label per row; rows with the same label are said to be the same thing. Labels are any
 * numbers from 0; only their equality counts. {@link Labels} makes them from texts.
 *
 * <p>All counts come from the sizes of groups: a group of n rows holds n(n-1)/2 pairs. Nothing here
 * keeps state or changes its arguments, so any thread may call it.
 */
public final class Evaluation {
  /** The label of a row that belongs to nothing: it is alone, also among others of this label. */
  public static final int NONE = -1;

  private Evaluation() {}

  /**
   * A group of rows that was wrongly joined with another, or wrongly kept from it.
   *
   * @param row a row of the larger group, one with its most frequent texts
   * @param otherRow such a row of the other group
   * @param pairs how many pairs of rows are wrong because of it: the product of the groups' sizes
   */
  public record Mistake(int row, int otherRow, long pairs) {}

  /** Counts all pairs of rows. */
  public static PairCounts rowPairs(int[] truth, int[] found) {
    sameLength(truth, found);
    return counts(
        pairsInGroups(keys(truth, truth)),
        pairsInGroups(keys(found, found)),
        pairsInGroups(keys(truth, found)));
  }

  /**
   * Counts pairs of differing mentions: what is left of the task when exact repeats are taken away.
   *
   * <p>Rows that are the same mention (the same raw texts) and the same truth are taken together as
   * one <i>spelling</i>, whatever their number. Its entity is the one that most of its rows were
   * given, where no entity counts as an entity of its own; among equals it is none, or else the
   * smallest label. Counted are the pairs of spellings whose mentions differ. Such a pair belongs
   * together when both have the same truth; it was linked when both have the same entity. Two
   * spellings of one mention and different truths are no such pair: they cannot be told apart by
   * their texts, see {@link #indistinguishablePairs}.
   *
   * @param mentions a label per row; rows have the same one when their raw texts are the same
   */
  public static PairCounts mentionPairs(int[] mentions, int[] truth, int[] found) {
    sameLength(mentions, truth);
    sameLength(truth, found);
    int[] spellingOfRow = spellings(mentions, truth);
    int spellings = Arrays.stream(spellingOfRow).max().orElse(-1) + 1;
    int[] mention = new int[spellings];
    int[] trueLabel = new int[spellings];
    for (int row = 0; row < truth.length; row++) {
      mention[spellingOfRow[row]] = mentions[row];
      trueLabel[spellingOfRow[row]] = truth[row];
    }
    int[] entity = mostFrequent(spellingOfRow, found, spellings);
    return counts(
        pairsInGroups(keys(trueLabel, trueLabel)),
        pairsInGroups(keys(entity, entity)) - pairsInGroups(keys(entity, mention)),
        pairsInGroups(keys(trueLabel, entity)));
  }

  /**
   * Counts the pairs of rows that were linked and do not belong together, but have the same raw
   * texts. Whoever looks at these texts alone must get them wrong.
   *
   * @param mentions a label per row; rows have the same one when their raw texts are the same
   */
  public static long indistinguishablePairs(int[] mentions, int[] truth, int[] found) {
    sameLength(mentions, truth);
    sameLength(truth, found);
    int[] spelling = spellings(mentions, truth);
    for (int row = 0; row < truth.length; row++) {
      if (truth[row] == NONE) {
        spelling[row] = NONE;
      }
    }
    return pairsInGroups(keys(found, mentions)) - pairsInGroups(keys(found, spelling));
  }

  /**
   * Counts pairs of a record and a reference row. When every entity has one reference row, this
   * asks for each record whether it was given the right entity, and a wrong one counts twice: as a
   * false positive and as a false negative. An entity that took in several reference rows claims
   * all of them for each of its records; a new entity claims none.
   */
  public static PairCounts linkPairs(
      int[] referenceTruth, int[] referenceFound, int[] recordTruth, int[] recordFound) {
    sameLength(referenceTruth, referenceFound);
    sameLength(recordTruth, recordFound);
    return counts(
        pairsBetween(keys(referenceTruth, referenceTruth), keys(recordTruth, recordTruth)),
        pairsBetween(keys(referenceFound, referenceFound), keys(recordFound, recordFound)),
        pairsBetween(keys(referenceTruth, referenceFound), keys(recordTruth, recordFound)));
  }

  /**
   * Returns the worst false merges: within each entity, the rows of its most frequent truth against
   * the rows of each other one. Merges of rows with the same raw texts are left out.
   *
   * @param limit how many to return at most
   * @return the merges with most wrong pairs first, then by their rows
   */
  public static List<Mistake> worstFalseMerges(
      int[] mentions, int[] truth, int[] found, int limit) {
    return worst(mentions, found, truth, limit);
  }

  /**
   * Returns the worst misses: within each truth, the rows of its most frequent entity against the
   * rows of each other entity, and against each mention without one. Misses between rows with the
   * same raw texts are left out.
   *
   * @param limit how many to return at most
   * @return the misses with most wrong pairs first, then by their rows
   */
  public static List<Mistake> worstMisses(int[] mentions, int[] truth, int[] found, int limit) {
    return worst(mentions, truth, found, limit);
  }

  private static List<Mistake> worst(int[] mentions, int[] whole, int[] parts, int limit) {
    sameLength(mentions, whole);
    sameLength(whole, parts);
    List<Integer> rows =
        IntStream.range(0, whole.length)
            .filter(row -> whole[row] != NONE)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(row -> whole[row])
                    .thenComparingInt(row -> parts[row])
                    .thenComparingInt(row -> mentions[row])
                    .thenComparingInt(row -> row))
            .toList();
    List<Mistake> mistakes = new ArrayList<>();
    int from = 0;
    while (from < rows.size()) {
      int to = from + 1;
      while (to < rows.size() && whole[rows.get(to)] == whole[rows.get(from)]) {
        to++;
      }
      addMistakes(mistakes, mentions, groups(rows.subList(from, to), mentions, parts));
      from = to;
    }
    return mistakes.stream()
        .sorted(
            Comparator.comparingLong(Mistake::pairs)
                .reversed()
                .thenComparingInt(Mistake::row)
                .thenComparingInt(Mistake::otherRow))
        .limit(limit)
        .toList();
  }

  private record Group(int row, long size) {}

  private static void addMistakes(List<Mistake> mistakes, int[] mentions, List<Group> groups) {
    Group largest = groups.get(0);
    for (Group group : groups) {
      largest = group.size > largest.size ? group : largest;
    }
    for (Group group : groups) {
      if (mentions[group.row] != mentions[largest.row]) {
        mistakes.add(new Mistake(largest.row, group.row, largest.size * group.size));
      }
    }
  }

  /** Splits sorted rows into those of the same part; rows without a part go by their mention. */
  private static List<Group> groups(List<Integer> rows, int[] mentions, int[] parts) {
    List<Group> groups = new ArrayList<>();
    int from = 0;
    while (from < rows.size()) {
      int part = parts[rows.get(from)];
      int to = from;
      int bestRow = rows.get(from);
      int best = 0;
      int run = 0;
      while (to < rows.size()
          && parts[rows.get(to)] == part
          && (part != NONE || mentions[rows.get(to)] == mentions[rows.get(from)])) {
        boolean sameMention = to > from && mentions[rows.get(to)] == mentions[rows.get(to - 1)];
        run = sameMention ? run + 1 : 1;
        if (run > best) {
          best = run;
          bestRow = rows.get(to - run + 1);
        }
        to++;
      }
      groups.add(new Group(bestRow, to - from));
      from = to;
    }
    return groups;
  }

  private static PairCounts counts(long belonging, long linked, long both) {
    return new PairCounts(both, linked - both, belonging - both);
  }

  /** Returns a number per row, dense from 0, that rows of the same mention and truth share. */
  private static int[] spellings(int[] mentions, int[] truth) {
    Map<Long, Integer> numbers = new HashMap<>();
    int[] spellings = new int[truth.length];
    for (int row = 0; row < truth.length; row++) {
      Integer next = numbers.size();
      Integer known = numbers.putIfAbsent(key(mentions[row], truth[row]), next);
      spellings[row] = known == null ? next : known;
    }
    return spellings;
  }

  /** Returns the most frequent label of each group; among equals the smallest. */
  private static int[] mostFrequent(int[] groupOfRow, int[] labels, int groups) {
    long[] keys = new long[labels.length];
    for (int row = 0; row < labels.length; row++) {
      keys[row] = key(groupOfRow[row], labels[row]);
    }
    Arrays.sort(keys);
    int[] frequent = new int[groups];
    int[] most = new int[groups];
    int from = 0;
    while (from < keys.length) {
      int to = endOfRun(keys, from);
      int group = (int) (keys[from] >> 32);
      if (to - from > most[group]) {
        most[group] = to - from;
        frequent[group] = (int) keys[from] + NONE;
      }
      from = to;
    }
    return frequent;
  }

  /** Returns a key per row, sorted, that two rows share when both labels are the same. */
  private static long[] keys(int[] labels, int[] others) {
    long[] keys = new long[labels.length];
    int size = 0;
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] != NONE && others[row] != NONE) {
        keys[size++] = key(labels[row], others[row]);
      }
    }
    long[] sorted = Arrays.copyOf(keys, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Packs two labels so that keys sort by the first one, then by the second, NONE before 0. */
  private static long key(int label, int other) {
    return ((long) label << 32) | (other - (long) NONE);
  }

  private static long pairsInGroups(long[] sortedKeys) {
    long pairs = 0;
    int from = 0;
    while (from < sortedKeys.length) {
      int to = endOfRun(sortedKeys, from);
      long size = (long) to - from;
      pairs += size * (size - 1) / 2;
      from = to;
    }
    return pairs;
  }

  private static long pairsBetween(long[] sortedKeys, long[] otherSortedKeys) {
    long pairs = 0;
    int from = 0;
    int other = 0;
    while (from < sortedKeys.length) {
      int to = endOfRun(sortedKeys, from);
      while (other < otherSortedKeys.length && otherSortedKeys[other] < sortedKeys[from]) {
        other++;
      }
      if (other < otherSortedKeys.length && otherSortedKeys[other] == sortedKeys[from]) {
        int otherEnd = endOfRun(otherSortedKeys, other);
        pairs += (long) (to - from) * (otherEnd - other);
        other = otherEnd;
      }
      from = to;
    }
    return pairs;
  }

  private static int endOfRun(long[] sortedKeys, int from) {
    int to = from + 1;
    while (to < sortedKeys.length && sortedKeys[to] == sortedKeys[from]) {
      to++;
    }
    return to;
  }

  private static void sameLength(int[] labels, int[] others) {
    if (labels.length != others.length) {
      throw new IllegalArgumentException(
          "Two labelings of the same rows have the same length, but found "
              + labels.length
              + " and "
              + others.length);
    }
  }
}
