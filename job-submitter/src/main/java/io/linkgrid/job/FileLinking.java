package io.linkgrid.job;

import com.hazelcast.map.IMap;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.ReferenceId;
import io.linkgrid.grid.ReferenceManifest;
import io.linkgrid.ledger.AssertedLinks;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.SpecText;

/** Links the mentions of a landed file to the reference as it stands. */
final class FileLinking {
  private final RunContext run;

  FileLinking(RunContext run) {
    this.run = run;
  }

  /** Gives each mention of a file an answer, and adds its new entities to the reference. */
  void link(SurveyedFile file, SpecText learnt, String runId) throws Exception {
    if (run.ledger().isDone(file)) {
      return;
    }
    boolean clean = file.role().equals(RunInputs.REFERENCE);
    boolean eachItsOwn = clean || run.spec().oneToOne();
    if (run.spec().oneToOne()) {
      // Who has which entity is decided at once for the whole file.
      run.keepLock();
      run.ledger().forgetLinks(file);
    }
    new AssertedLinks(run.database().jdbi()).assign(file.fileId(), runId);
    // Blocks hold capped keys as well, so that they serve any file.
    SpecText capped = run.candidates().capped(learnt, file);
    ReferenceId reference = reference(learnt).by(capped);
    if (reference.version() != 0 && !clean) {
      run.job(
          "match " + file.role(),
          run.ledger().undecided(file.fileId()),
          JobMetrics.PROBES,
          MatchGraph.build(
              file.fileId(),
              reference,
              new KeyMaker(learnt.parse()).most(),
              run.database().address(),
              runId));
    }
    if (!eachItsOwn) {
      run.candidates().countUnmatched(learnt, file, runId);
    }
    run.job(
        "found " + file.role(),
        -1,
        JobMetrics.PAIRS,
        eachItsOwn
            ? FoundGraph.ofCleanReference(file.fileId(), learnt, run.database().address(), runId)
            : FoundGraph.build(file.fileId(), capped, run.database().address(), runId));
    run.ledger().analyzeLinked();
    long undecided = run.ledger().undecided(file.fileId());
    if (undecided > 0) {
      throw new LinkgridException(
          Kind.INTERNAL, file.name() + ": " + undecided + " mentions were left without an answer.");
    }
    if (reference.version() != 0) {
      run.job(
          "survive " + file.role(),
          -1,
          JobMetrics.MENTIONS,
          SurviveGraph.build(file.fileId(), learnt, run.database().address()));
    }
    run.keepLock();
    run.ledger().fileDone(file);
  }

  /** Sees to it that the grid holds the reference as the database has it. */
  private ReferenceId reference(SpecText learnt) throws Exception {
    long version = run.ledger().referenceVersion();
    long mentions = version == 0 ? 0 : run.ledger().referenceMentions();
    String schema = run.database().address().schema();
    ReferenceId reference = new ReferenceId(schema, mentions == 0 ? 0 : version, learnt);
    if (mentions == 0) {
      return reference;
    }
    IMap<String, ReferenceManifest> manifests = run.grid().hz().getMap(GridNames.MANIFESTS);
    ReferenceManifest manifest = manifests.get(schema);
    if (manifest == null
        || manifest.version() != version
        || manifest.mentions() != mentions
        || !ReferenceLoading.isWhole(run.grid().hz(), schema, manifest)) {
      ReferenceLoading.load(run, learnt, version, mentions);
    }
    return reference;
  }
}
