package io.linkgrid.job;

import io.linkgrid.database.TermCounts;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.processor.MentionQuery;
import io.linkgrid.processor.TrainingSample;
import io.linkgrid.processor.TrainingTask;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import io.linkgrid.spec.TermTable;
import io.linkgrid.training.Untrained;
import java.util.List;
import java.util.Optional;

/** Sees to it that there is a model: the spec's, the schema's, or one that is learnt now. */
final class ModelLearning {
  /** So many candidate pairs are enough to learn from, and so many probes. */
  private static final double CANDIDATES_TO_LEARN_FROM = 5e6;

  private static final double PROBES_TO_LEARN_FROM = 10_000;

  private final RunContext run;

  ModelLearning(RunContext run) {
    this.run = run;
  }

  /** The spec with the model by which the schema's records are linked, learnt now if need be. */
  SpecText learn(List<SurveyedFile> files) throws Exception {
    if (run.spec().model().isPresent()) {
      return run.inputs().spec();
    }
    Optional<String> known = run.ledger().model();
    if (known.isEmpty()) {
      Optional<SurveyedFile> reference =
          files.stream().filter(f -> f.role().equals(RunInputs.REFERENCE)).findFirst();
      List<TermTable> terms =
          run.stages()
              .run(
                  "count",
                  -1,
                  "terms",
                  stage ->
                      new TermCounts(run.database().jdbi())
                          .of(run.spec(), reference.orElse(files.get(0)).fileId()));
      LinkSpec counted = Untrained.counted(run.spec(), terms);
      SpecText countedText = run.inputs().spec().with(run.spec(), counted.model().orElseThrow());
      run.job(
          "train",
          -1,
          JobMetrics.PAIRS,
          TrainGraph.build(
              countedText, trainingTask(files, reference, counted), run.database().address()));
      run.ledger().modelWarnings().forEach(run.notices()::say);
      known = run.ledger().model();
    }
    String model =
        known.orElseThrow(
            () ->
                new LinkgridException(
                    Kind.INTERNAL,
                    "A model was learnt, but it is not in the database. Run again."));
    return new SpecText(run.inputs().spec().where(), run.inputs().spec().yaml(), model);
  }

  private TrainingTask trainingTask(
      List<SurveyedFile> files, Optional<SurveyedFile> reference, LinkSpec counted) {
    Optional<SurveyedFile> probes =
        files.stream().filter(f -> f.role().equals(RunInputs.RECORDS)).findFirst();
    // Without a clean reference the first file alone is learnt from, so that it does not matter
    // whether the second one comes now or later.
    boolean oneSet = reference.isEmpty() || probes.isEmpty();
    SurveyedFile met = reference.orElse(files.get(0));
    SurveyedFile looked = oneSet ? met : probes.orElseThrow();
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
        MentionQuery.allOf(met.fileId()),
        MentionQuery.allOf(looked.fileId()),
        referenceSize,
        probesSize,
        TrainingSample.of(wanted, probesSize),
        oneSet);
  }
}
