package io.linkgrid.processor;

import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import io.linkgrid.training.Trained;
import io.linkgrid.training.Trainer;
import io.linkgrid.training.TrainingPairs;
import io.linkgrid.training.TrainingPairs.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Gathers candidate pairs by what they look like, in one place, adds random pairs of its own,
 * learns the model, and writes it to the database.
 */
public final class LearnProcessor extends DatabaseProcessor {
  private static final int RANDOM_PAIRS = 1_000_000;
  private static final double MENTIONS_IN_RANDOM_PAIRS = 4_000;
  private static final int NUMBERS = 4;

  private final SpecText counted;
  private final TrainingTask task;
  private final TrainingPairs pairs;
  private Connection connection;

  /** Whether this is the place where everything arrives; the other nodes have such a vertex too. */
  private boolean here;

  /** Learns by a spec whose values were counted. */
  public LearnProcessor(DatabaseAddress address, SpecText counted, TrainingTask task) {
    super(address);
    this.counted = counted;
    this.task = task;
    pairs = new TrainingPairs(task.referenceSize() - (task.oneSet() ? 1 : 0));
  }

  @Override
  void open(Connection opened) {
    connection = opened;
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    here = true;
    long[] numbers = (long[]) item;
    for (int i = 0; i < numbers.length; i += NUMBERS) {
      pairs.addCandidates(
          numbers[i],
          numbers[i + 1],
          Float.intBitsToFloat((int) numbers[i + 2]),
          (int) numbers[i + 3]);
    }
    return true;
  }

  @Override
  public boolean complete() {
    if (here) {
      learn();
    }
    return super.complete();
  }

  private void learn() {
    LinkSpec spec = counted.parse();
    List<Ready> left = new ArrayList<>();
    List<Ready> right = new ArrayList<>();
    KeyMaker keyMaker = new KeyMaker(spec);
    MentionComparison comparison = new MentionComparison(spec);
    TrainingSample leftSample = TrainingSample.of(MENTIONS_IN_RANDOM_PAIRS, task.probesSize());
    TrainingSample rightSample = TrainingSample.of(MENTIONS_IN_RANDOM_PAIRS, task.referenceSize());
    read(
        task.probes(),
        mention -> {
          if (task.sample().contains(mention.id())) {
            pairs.addProbe(mention.id());
          }
          if (leftSample.contains(mention.id())) {
            left.add(Ready.of(mention, keyMaker, comparison));
          }
        });
    if (task.oneSet()) {
      right.addAll(left);
    } else {
      read(
          task.reference(),
          mention -> {
            if (rightSample.contains(mention.id())) {
              right.add(Ready.of(mention, keyMaker, comparison));
            }
          });
    }
    addRandomPairs(left, right, comparison);
    addLabels(comparison);
    Trained trained =
        Trainer.train(
            spec, spec.model().orElseThrow().terms(), pairs, !task.oneSet() && spec.atMostOne());
    try {
      Models.writeLearnt(connection, counted.with(spec, trained.model()).model(), trained, pairs);
      connection.commit();
    } catch (SQLException e) {
      throw new LinkgridException(
          LinkgridException.Kind.DATABASE,
          "Cannot write the model to Postgres: " + e.getMessage() + ". Run again.",
          e);
    }
  }

  private void addLabels(MentionComparison comparison) {
    Set<Long> ids = new TreeSet<>();
    for (TrainingLabel label : task.labels()) {
      ids.add(label.probe());
      ids.add(label.other());
    }
    Map<Long, PreparedMention> mentions = new HashMap<>();
    read(
        MentionQuery.ofIds(ids),
        mention -> mentions.put(mention.id(), comparison.prepare(mention)));
    for (TrainingLabel label : task.labels()) {
      PreparedMention probe = mentions.get(label.probe());
      PreparedMention other = mentions.get(label.other());
      if (probe != null && other != null) {
        pairs.addLabel(label.probe(), Kind.of(comparison, probe, other), label.same());
      }
    }
  }

  private void read(MentionQuery query, Consumer<Mention> mentions) {
    new MentionSlice(query, 0, 1).read(connection, member -> mentions.accept(member.mention()));
  }

  /** A mention, ready to be compared. */
  private record Ready(PreparedMention prepared, Set<Long> keys) {
    static Ready of(Mention mention, KeyMaker keyMaker, MentionComparison comparison) {
      Set<Long> keys = new HashSet<>();
      for (BlockingKey key : keyMaker.keys(mention)) {
        keys.add(key.hash());
      }
      return new Ready(comparison.prepare(mention), keys);
    }

    boolean sharesAKey(Ready other) {
      return keys.stream().anyMatch(other.keys::contains);
    }
  }

  /** Pairs drawn by a linear congruential generator from the sample in the order of the ids. */
  private void addRandomPairs(List<Ready> left, List<Ready> right, MentionComparison comparison) {
    left.sort(Comparator.comparingLong(r -> r.prepared().id()));
    right.sort(Comparator.comparingLong(r -> r.prepared().id()));
    if (left.isEmpty() || right.isEmpty()) {
      return;
    }
    long state = 1;
    for (int i = 0; i < RANDOM_PAIRS; i++) {
      state = next(state);
      Ready one = left.get((int) Long.remainderUnsigned(state >>> 33, left.size()));
      state = next(state);
      Ready other = right.get((int) Long.remainderUnsigned(state >>> 33, right.size()));
      if (one.prepared().id() == other.prepared().id()) {
        continue;
      }
      if (one.sharesAKey(other)) {
        pairs.addRandomCandidate();
      } else {
        pairs.addRandom(comparison.pattern(one.prepared(), other.prepared()));
      }
    }
  }

  private static long next(long state) {
    return state * 6364136223846793005L + 1442695040888963407L;
  }
}
