package io.linkgrid.processor;

import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.Outlines;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.training.TrainingPairs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Pairs drawn at random from two samples of mentions: what pairs look like that blocking does not
 * bring together. All are drawn first, then compared on all cores, each pair once however often it
 * was drawn. What comes out are counts, so it depends neither on the cores nor on the order in
 * which the mentions are given.
 */
final class RandomPairs {
  private static final int DRAWS = 1_000_000;

  /** More parts than cores: some take longer. */
  private static final int PARTS = 64;

  private final MentionComparison comparison;
  private final Sample left;
  private final Sample right;

  /** Pairs of mentions by a spec whose values were counted. */
  RandomPairs(LinkSpec spec, List<Mention> left, List<Mention> right) {
    comparison = new MentionComparison(spec);
    KeyMaker keyMaker = new KeyMaker(spec);
    this.left = Sample.of(left, comparison, keyMaker);
    this.right = Sample.of(right, comparison, keyMaker);
  }

  /**
   * Draws the pairs, compares and adds them.
   *
   * @throws CancellationException if the thread is interrupted
   */
  void addTo(TrainingPairs pairs) {
    if (left.size() == 0 || right.size() == 0) {
      return;
    }
    long[] drawn = draw(left.size(), right.size());
    List<Callable<Found>> parts = new ArrayList<>(PARTS);
    for (int part = 0; part < PARTS; part++) {
      int from = (int) ((long) drawn.length * part / PARTS);
      int to = (int) ((long) drawn.length * (part + 1) / PARTS);
      parts.add(() -> compare(drawn, from, to));
    }
    for (Found found : onAllCores(parts)) {
      pairs.addRandomCandidates(found.sharingAKey());
      found.patterns().forEach(pairs::addRandom);
    }
  }

  private static List<Found> onAllCores(List<Callable<Found>> parts) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            task -> {
              Thread thread = new Thread(task, "linkgrid-random-pairs");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Found> results = new ArrayList<>(parts.size());
      for (Future<Found> result : threads.invokeAll(parts)) {
        results.add(result.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while random pairs were compared.");
    } catch (ExecutionException e) {
      throw new IllegalStateException("Random pairs could not be compared", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Pairs of positions by a linear congruential generator, each as one number, in order: so equal
   * pairs lie together, and one mention meets all its partners in a row.
   */
  private static long[] draw(int leftSize, int rightSize) {
    long[] drawn = new long[DRAWS];
    long state = 1;
    for (int i = 0; i < DRAWS; i++) {
      state = next(state);
      long one = Long.remainderUnsigned(state >>> 33, leftSize);
      state = next(state);
      drawn[i] = one << Integer.SIZE | Long.remainderUnsigned(state >>> 33, rightSize);
    }
    Arrays.sort(drawn);
    return drawn;
  }

  private static long next(long state) {
    return state * 6364136223846793005L + 1442695040888963407L;
  }

  /** Pairs that share a blocking key, and of the others those of each pattern. */
  private record Found(long sharingAKey, Map<Long, Long> patterns) {}

  private Found compare(long[] drawn, int from, int to) {
    long sharingAKey = 0;
    Map<Long, Long> patterns = new HashMap<>();
    int next;
    for (int i = from; i < to; i = next) {
      next = i + 1;
      while (next < to && drawn[next] == drawn[i]) {
        next++;
      }
      int one = (int) (drawn[i] >>> Integer.SIZE);
      int other = (int) drawn[i];
      if (left.id(one) == right.id(other)) {
        continue;
      }
      if (shareAKey(left.keys()[one], right.keys()[other])) {
        sharingAKey += next - i;
      } else {
        patterns.merge(pattern(one, other), (long) (next - i), Long::sum);
      }
    }
    return new Found(sharingAKey, patterns);
  }

  private long pattern(int one, int other) {
    return comparison.pattern(
        left.mentions().get(one),
        right.mentions().get(other),
        left.outlines(),
        one,
        right.outlines(),
        other);
  }

  /** Whether two lists in order have a number in common. */
  private static boolean shareAKey(long[] one, long[] other) {
    int i = 0;
    int j = 0;
    while (i < one.length && j < other.length) {
      if (one[i] == other[j]) {
        return true;
      }
      if (one[i] < other[j]) {
        i++;
      } else {
        j++;
      }
    }
    return false;
  }

  /** Mentions in order of their ids, ready to be compared, with the keys of each in order. */
  private record Sample(List<PreparedMention> mentions, long[][] keys, Outlines outlines) {
    static Sample of(List<Mention> mentions, MentionComparison comparison, KeyMaker keyMaker) {
      List<PreparedMention> prepared = new ArrayList<>(mentions.size());
      long[][] keys = new long[mentions.size()][];
      List<Mention> inOrder = new ArrayList<>(mentions);
      inOrder.sort(Comparator.comparingLong(Mention::id));
      for (int i = 0; i < keys.length; i++) {
        prepared.add(comparison.prepare(inOrder.get(i)));
        keys[i] = keyMaker.numbers(inOrder.get(i)).hashes().clone();
        Arrays.sort(keys[i]);
      }
      return new Sample(prepared, keys, Outlines.of(prepared));
    }

    int size() {
      return keys.length;
    }

    long id(int position) {
      return mentions.get(position).id();
    }
  }
}
