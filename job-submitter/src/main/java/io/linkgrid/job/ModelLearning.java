package io.linkgrid.job;

import io.linkgrid.database.KnownPairs;
import io.linkgrid.database.LandedFile;
import io.linkgrid.database.TermCounts;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.processor.Models;
import io.linkgrid.processor.TrainingLabel;
import io.linkgrid.processor.TrainingSample;
import io.linkgrid.processor.TrainingTask;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import io.linkgrid.spec.TermTable;
import io.linkgrid.training.Untrained;
import io.linkgrid.truth.LabelFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sees to it that there is a model: the spec's, the schema's, or one that is learnt now. */
final class ModelLearning {
  /** So many candidate pairs are enough to learn from, and so many probes. */
  private static final double CANDIDATES_TO_LEARN_FROM = 5e6;

  private static final double PROBES_TO_LEARN_FROM = 10_000;

  private final RunContext run;
  private Optional<SpecText> counted = Optional.empty();

  ModelLearning(RunContext run) {
    this.run = run;
  }

  /** The spec with the model by which the schema's records are linked, learnt now if need be. */
  SpecText learn(List<LandedFile> files, TrainingWish wish) throws Exception {
    SpecText text = run.inputs().spec();
    if (!text.model().isEmpty()) {
      return given(text);
    }
    if (run.spec().model().isPresent()) {
      return text;
    }
    if (wish.again() || run.ledger().model().isEmpty()) {
      learnNow(files, wish);
    }
    String model =
        run.ledger()
            .model()
            .orElseThrow(
                () ->
                    new LinkgridException(
                        Kind.INTERNAL,
                        "A model was learnt, but it is not in the database. Run again."));
    return new SpecText(text.where(), text.yaml(), model);
  }

  /** A model from elsewhere is written down, so that what is linked by it can be explained. */
  private SpecText given(SpecText text) throws SQLException {
    if (!run.ledger().model().equals(Optional.of(text.model()))) {
      run.database()
          .jdbi()
          .useTransaction(handle -> Models.writeGiven(handle.getConnection(), text.model()));
    }
    return text;
  }

  private void learnNow(List<LandedFile> files, TrainingWish wish) throws Exception {
    SpecText countedText = countedNow(files);
    TrainingTask task = trainingTask(files, reference(files), countedText.parse(), wish);
    run.job(
        "train",
        -1,
        JobMetrics.PAIRS,
        TrainGraph.build(
            run.candidates().cappedToLearn(countedText, files), task, run.database().address()));
    run.ledger().modelWarnings().forEach(run.notices()::say);
  }

  private static Optional<LandedFile> reference(List<LandedFile> files) {
    return files.stream().filter(f -> f.role().equals(RunInputs.REFERENCE)).findFirst();
  }

  /** The spec with all that keys are made by: how often values occur, if that matters. */
  SpecText counted(List<LandedFile> files) throws Exception {
    SpecText text = run.inputs().spec();
    if (run.spec().model().isPresent()) {
      return text;
    }
    Optional<String> known = run.ledger().model();
    return known.isPresent()
        ? new SpecText(text.where(), text.yaml(), known.get())
        : countedNow(files);
  }

  private SpecText countedNow(List<LandedFile> files) throws Exception {
    if (counted.isEmpty()) {
      List<TermTable> terms =
          run.stages()
              .run(
                  "count",
                  -1,
                  "terms",
                  stage ->
                      new TermCounts(run.database().jdbi())
                          .of(run.spec(), reference(files).orElse(files.get(0)).fileId()));
      LinkSpec untrained = Untrained.counted(run.spec(), terms);
      counted = Optional.of(run.inputs().spec().with(run.spec(), untrained.model().orElseThrow()));
    }
    return counted.get();
  }

  private TrainingTask trainingTask(
      List<LandedFile> files, Optional<LandedFile> reference, LinkSpec counted, TrainingWish wish) {
    Optional<LandedFile> probes =
        files.stream().filter(f -> f.role().equals(RunInputs.RECORDS)).findFirst();
    // Without a clean reference the first file alone is learnt from, so that it does not matter
    // whether the second one comes now or later.
    boolean oneSet = reference.isEmpty() || probes.isEmpty();
    LandedFile met = reference.orElse(files.get(0));
    LandedFile looked = oneSet ? met : probes.orElseThrow();
    long referenceSize = run.ledger().mentionsOf(met.fileId());
    long probesSize = run.ledger().mentionsOf(looked.fileId());
    double perProbe = 1;
    for (BlockingRule rule : run.spec().blocking()) {
      if (rule.parts().size() == 1 && rule.parts().get(0).part().isEmpty()) {
        perProbe += counted.terms(rule.parts().get(0).attribute()).othersOnAverage();
      }
    }
    double wanted = Math.min(PROBES_TO_LEARN_FROM, CANDIDATES_TO_LEARN_FROM / perProbe);
    return new TrainingTask(
        met.fileId(),
        looked.fileId(),
        referenceSize,
        probesSize,
        TrainingSample.of(wanted, probesSize),
        labels(wish, oneSet));
  }

  private List<TrainingLabel> labels(TrainingWish wish, boolean oneSet) {
    KnownPairs knownPairs = new KnownPairs(run.database().jdbi());
    KnownPairs.Found found = knownPairs.of(wish.labels());
    if (!found.strange().isEmpty()) {
      LabelFile.Pair first = found.strange().get(0);
      String sentence =
          "%,d of %,d labels name a record that is not in the database (the first in line %d: '%s' and '%s')."
              .formatted(
                  found.strange().size(),
                  wish.labels().size(),
                  first.line(),
                  first.left(),
                  first.right());
      if (found.known().isEmpty()) {
        throw new LinkgridException(
            Kind.DATA,
            sentence
                + " A record is named by the text of its id column, or by the role of its file and"
                + " its row, such as A:12. Nothing was learnt.");
      }
      run.notices().say(sentence + " They are left out.");
    }
    List<TrainingLabel> labels = new ArrayList<>();
    for (List<KnownPairs.Known> some : List.of(found.known(), knownPairs.ofReview())) {
      for (KnownPairs.Known pair : some) {
        if (oneSet) {
          labels.add(label(pair.left(), pair.right(), pair.same()));
          labels.add(label(pair.right(), pair.left(), pair.same()));
        } else if (pair.left().role().equals(RunInputs.REFERENCE)) {
          labels.add(label(pair.right(), pair.left(), pair.same()));
        } else if (pair.right().role().equals(RunInputs.REFERENCE)) {
          labels.add(label(pair.left(), pair.right(), pair.same()));
        }
      }
    }
    return labels;
  }

  private static TrainingLabel label(KnownPairs.Side probe, KnownPairs.Side other, boolean same) {
    return new TrainingLabel(probe.mention(), other.mention(), same);
  }
}
