package io.linkgrid.processor;

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
import java.util.HashMap;
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
  protected boolean finish() {
    if (here) {
      learn();
    }
    return super.finish();
  }

  private void learn() {
    LinkSpec spec = counted.parse();
    List<Mention> left = new ArrayList<>();
    List<Mention> right = new ArrayList<>();
    TrainingSample leftSample = TrainingSample.of(MENTIONS_IN_RANDOM_PAIRS, task.probesSize());
    TrainingSample rightSample = TrainingSample.of(MENTIONS_IN_RANDOM_PAIRS, task.referenceSize());
    read(
        MentionQuery.sampleOf(task.probes(), task.sample().with(leftSample), Set.of()),
        mention -> {
          if (task.sample().contains(mention.id())) {
            pairs.addProbe(mention.id());
          }
          if (leftSample.contains(mention.id())) {
            left.add(mention);
          }
        });
    if (task.oneSet()) {
      right.addAll(left);
    } else {
      read(MentionQuery.sampleOf(task.reference(), rightSample, Set.of()), right::add);
    }
    new RandomPairs(spec, left, right).addTo(pairs);
    MentionComparison comparison = new MentionComparison(spec);
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
}
