package io.linkgrid.job;

import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.database.JoinedMentions;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.MentionBlock;
import io.linkgrid.grid.ReferenceId;
import io.linkgrid.grid.ReferenceManifest;
import io.linkgrid.ledger.AssertedLinks;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.SpecText;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Links the mentions of a landed file to the reference as it stands. */
final class FileLinking {
  private static final Logger LOG = LoggerFactory.getLogger(FileLinking.class);

  /** So many mentions of a file join what the grid holds; after more it is loaded anew. */
  private static final int MOST_JOINING = MentionBlock.MOST;

  /** So much may have joined since the reference was loaded: each node prepares all of it. */
  private static final long MOST_JOINED = 10_000;

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
    String schema = run.database().address().schema();
    HeldReference held = held(learnt);
    ReferenceId reference = new ReferenceId(schema, held.base(), learnt).by(capped);
    if (reference.version() != 0 && !clean) {
      run.job(
          "match " + file.role(),
          run.ledger().undecided(file.fileId()),
          JobMetrics.PROBES,
          MatchGraph.build(
              file.fileId(),
              reference,
              held.recent(),
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
    run.ledger().analyzeLinked(file.rows());
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
    if (held.base() != 0) {
      grow(held, file);
    }
  }

  /** Few mentions join what the grid holds, so that it need not be loaded for the next file. */
  private void grow(HeldReference held, SurveyedFile file) {
    Optional<JoinedMentions> joined =
        JoinedMentions.by(run.database().jdbi(), file.fileId(), MOST_JOINING);
    if (joined.isEmpty()) {
      return;
    }
    try {
      held.grown(
          run.grid().hz(),
          run.database().address().schema(),
          joined.get().mentions(),
          joined.get().entities(),
          run.ledger().referenceVersion());
    } catch (Exception e) {
      // The file is done; whoever needs the reference loads it.
      LOG.info("What {} added was not told to the grid", file.name(), e);
    }
  }

  /** Sees to it that the grid holds the reference as the database has it. */
  private HeldReference held(SpecText learnt) throws Exception {
    long version = run.ledger().referenceVersion();
    long mentions = version == 0 ? 0 : run.ledger().referenceMentions();
    if (mentions == 0) {
      return HeldReference.EMPTY;
    }
    HazelcastInstance grid = run.grid().hz();
    String schema = run.database().address().schema();
    Optional<HeldReference> held =
        HeldReference.of(grid, schema, version).filter(h -> isOf(h, mentions, grid, schema));
    if (held.isPresent()) {
      return held.get();
    }
    ReferenceLoading.load(run, learnt, version, mentions);
    return new HeldReference(version, 0);
  }

  /** Returns whether it has all mentions, and few of them joined after it was loaded. */
  private static boolean isOf(
      HeldReference held, long mentions, HazelcastInstance grid, String schema) {
    ReferenceManifest manifest =
        grid.<String, ReferenceManifest>getMap(GridNames.MANIFESTS).get(schema);
    long joined = manifest == null ? -1 : mentions - manifest.mentions();
    return held.recent() == 0 ? joined == 0 : joined >= 0 && joined <= MOST_JOINED;
  }
}
