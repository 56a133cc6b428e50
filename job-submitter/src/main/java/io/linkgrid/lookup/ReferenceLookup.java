package io.linkgrid.lookup;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.database.BlockingLedger;
import io.linkgrid.database.Database;
import io.linkgrid.database.RunLedger;
import io.linkgrid.database.RunLock;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.HeldSpec;
import io.linkgrid.grid.LookupTask;
import io.linkgrid.grid.ReferenceId;
import io.linkgrid.grid.ResidentName;
import io.linkgrid.grid.WarmTask;
import io.linkgrid.job.HeldReference;
import io.linkgrid.job.Notices;
import io.linkgrid.job.ReferenceLoading;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Mention;
import io.linkgrid.processor.Apart;
import io.linkgrid.report.Progress;
import io.linkgrid.scoring.DecisionRule;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Asks the grid about single mentions: what a run would decide about each, if it were alone in its
 * file. Only where a spec is one-to-one may a run decide otherwise, since it looks at a whole file
 * at once. The grid answers by one version of the reference until {@link #follow} is called. Safe
 * for any number of threads.
 */
public final class ReferenceLookup {
  private final Database database;
  private final RunLedger ledger;
  private final SpecText given;
  private final GridConnection connection;
  private final Progress progress;
  private final Notices notices;
  private volatile View view;

  /**
   * What is asked, and by what: all of one version.
   *
   * @param version the version of the reference in the database
   * @param recent the number of the last growth since the reference was loaded
   * @param text the spec with its model
   * @param way how the nodes are asked by it
   * @param apart what people keep apart
   */
  private record View(long version, long recent, SpecText text, Way way, Apart apart) {}

  /** What is the same as long as nothing but growth comes to a reference. */
  private record Way(
      ResidentName reference,
      LinkSpec spec,
      MentionComparison comparison,
      PairScorer scorer,
      KeyMaker keyMaker,
      DecisionRule rule,
      GridProbes probes) {
    static Way of(ReferenceId reference, HazelcastInstance grid) {
      LinkSpec spec = reference.spec().parse();
      MentionComparison comparison = new MentionComparison(spec);
      KeyMaker keyMaker = new KeyMaker(spec);
      ResidentName name = ResidentName.of(reference);
      return new Way(
          name,
          spec,
          comparison,
          new PairScorer(spec, comparison),
          keyMaker,
          new DecisionRule(spec),
          new GridProbes(grid, keyMaker, name));
    }
  }

  /** Whether the caller has the lock of a run. */
  private enum Lock {
    HELD,
    TO_TAKE
  }

  private ReferenceLookup(
      Database database,
      SpecText given,
      GridConnection connection,
      Progress progress,
      Notices notices) {
    this.database = database;
    this.ledger = new RunLedger(database.jdbi());
    this.given = given;
    this.connection = connection;
    this.progress = progress;
    this.notices = notices;
    this.view = look(Optional.empty(), Lock.TO_TAKE);
  }

  /**
   * Begins to ask a grid. If it does not hold the reference as the database has it, it is loaded.
   *
   * @param given the spec by which the schema was linked
   * @throws LinkgridException USAGE if the schema was linked by another spec, or has no model;
   *     DATABASE if the reference must be loaded while a run is at work; GRID if that fails
   */
  public static ReferenceLookup open(
      Database database,
      SpecText given,
      GridConnection connection,
      Progress progress,
      Notices notices) {
    return new ReferenceLookup(database, given, connection, progress, notices);
  }

  /** Returns the spec with its model. */
  public LinkSpec spec() {
    return view.way().spec();
  }

  /** Returns the version of the reference in the database that is asked. */
  public long version() {
    return view.version();
  }

  /**
   * Returns what a run would decide about each mention, in their order.
   *
   * @throws LinkgridException of kind GRID if the nodes do not answer, even after the reference was
   *     loaded again
   */
  public List<Found> find(List<Mention> mentions) {
    List<Evidence> evidence = evidence(mentions);
    List<Found> found = new ArrayList<>(mentions.size());
    for (int i = 0; i < mentions.size(); i++) {
      found.add(decide(mentions.get(i), evidence.get(i)));
    }
    return found;
  }

  /** Returns what is found for each mention, in their order; throws as {@link #find}. */
  public List<Evidence> evidence(List<Mention> mentions) {
    View now = view;
    try {
      return now.way().probes().ask(mentions, now.recent());
    } catch (LinkgridException e) {
      if (e.kind() != Kind.GRID) {
        throw e;
      }
      // Nodes that came or went may have lost what they held; the database has not.
      View again = again(now);
      return again.way().probes().ask(mentions, again.recent());
    }
  }

  /** Whoever fails first looks anew; the others take what it found. */
  @SuppressWarnings("ReferenceEquality")
  private synchronized View again(View before) {
    if (view == before) {
      view = look(Optional.empty(), Lock.TO_TAKE);
    }
    return view;
  }

  /** Decides as a run does, by all that was found. */
  public Found decide(Mention mention, Evidence evidence) {
    View now = view;
    Evidence allowed = evidence.without(now.apart().entitiesOf(mention.id()));
    return new Found(mention, allowed, now.way().rule().decide(allowed));
  }

  /** Returns an empty set of mentions that are about to join the reference. */
  public JoiningMentions joining() {
    Way way = view.way();
    return new JoiningMentions(way.comparison(), way.scorer(), way.keyMaker());
  }

  /**
   * Goes on with the reference as the database has it now, and loads it if need be.
   *
   * @return whether it had changed
   */
  public synchronized boolean follow() {
    return follow(Lock.TO_TAKE);
  }

  /** The same for a caller who has the lock of a run. */
  public synchronized boolean followLocked() {
    return follow(Lock.HELD);
  }

  private boolean follow(Lock lock) {
    if (ledger.referenceVersion() == view.version()) {
      return false;
    }
    view = look(Optional.of(view), lock);
    return true;
  }

  /**
   * Tells all nodes what has joined the reference. The caller has the lock of a run and has
   * committed it. When this returns, each node answers by it; if it fails, the database is right,
   * and whoever follows loads the reference anew.
   *
   * @param entities the entity of each mention, as 64 bits
   */
  public synchronized void joined(List<Mention> mentions, List<Long> entities) {
    View now = view;
    long version = ledger.referenceVersion();
    if (now.way().reference().version() == 0) {
      // Growth belongs to a reference that was loaded; the first one is loaded with all it has.
      view = look(Optional.of(now), Lock.HELD);
      return;
    }
    HeldReference grown =
        new HeldReference(now.way().reference().version(), now.recent())
            .grown(connection.hz(), database.address().schema(), mentions, entities, version);
    now.way().probes().tell(grown.recent());
    view = new View(version, grown.recent(), now.text(), now.way(), apart());
  }

  /** Prepares what the nodes hold, so that the first lookups are as fast as those after them. */
  public void warm() {
    WarmTask task = new WarmTask(view.way().reference());
    List<Future<Integer>> answers =
        List.copyOf(
            connection
                .hz()
                .getExecutorService(LookupTask.EXECUTOR)
                .submitToAllMembers(task)
                .values());
    for (Future<Integer> answer : answers) {
      try {
        answer.get();
      } catch (ExecutionException e) {
        throw new LinkgridException(
            Kind.GRID,
            "A node could not prepare its part of the reference: "
                + e.getMessage()
                + ". Nothing was changed; 'linkgrid nodes' shows who is there. Start again.",
            e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("Interrupted while the reference was prepared.");
      }
    }
  }

  private View look(Optional<View> before, Lock lock) {
    ledger.refuseAnotherSpec(given);
    SpecText text = learnt();
    long version = ledger.referenceVersion();
    HeldReference held =
        version == 0 ? HeldReference.EMPTY : held(version).orElseGet(() -> load(text, lock));
    // It may have grown between the two questions.
    long loaded = held.recent() == 0 && held.base() != 0 ? held.base() : version;
    ReferenceId reference = new ReferenceId(database.address().schema(), held.base(), text);
    Way way =
        before
            .filter(b -> b.text().equals(text) && b.way().reference().version() == held.base())
            .map(View::way)
            .orElseGet(() -> Way.of(reference, connection.hz()));
    IMap<String, HeldSpec> specs = connection.hz().getMap(GridNames.SPECS);
    HeldSpec known = specs.get(reference.schema());
    if (known == null || !known.fingerprint().equals(way.reference().spec())) {
      specs.set(reference.schema(), HeldSpec.of(text));
    }
    return new View(loaded, held.recent(), text, way, apart());
  }

  private SpecText learnt() {
    String model =
        given.parse().model().isPresent()
            ? given.model()
            : ledger
                .model()
                .orElseThrow(
                    () ->
                        new LinkgridException(
                            Kind.USAGE,
                            "The database has no model of the spec '"
                                + database.address().schema()
                                + "', so nothing can be decided by it. Run 'linkgrid run', 'link',"
                                + " 'dedupe' or 'train' first."));
    return new SpecText(
        given.where(), given.yaml(), model, new BlockingLedger(database.jdbi()).cappedLast());
  }

  private Optional<HeldReference> held(long version) {
    return HeldReference.of(connection.hz(), database.address().schema(), version);
  }

  private HeldReference load(SpecText text, Lock lock) {
    if (lock == Lock.HELD) {
      return loadLocked(text);
    }
    RunLock taken = RunLock.take(database);
    try {
      // The nodes read under the lock of those who write.
      taken.letWrite(0);
      return loadLocked(text);
    } finally {
      taken.close();
    }
  }

  private HeldReference loadLocked(SpecText text) {
    long version = ledger.referenceVersion();
    long mentions = ledger.referenceMentions();
    if (mentions == 0) {
      return HeldReference.EMPTY;
    }
    notices.say(
        String.format(
            Locale.ROOT,
            "The grid does not hold the reference '%s' as it is; it is loaded from Postgres (%,d"
                + " mentions).",
            database.address().schema(),
            mentions));
    try {
      ReferenceLoading.load(
          database, text.withCappedKeys(List.of()), connection, progress, version, mentions);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new LinkgridException(
          Kind.GRID,
          "The reference could not be loaded: "
              + e.getMessage()
              + ". The entities are safe in Postgres; ask again to load them.",
          e);
    }
    return new HeldReference(version, 0);
  }

  private Apart apart() {
    try (Connection db = database.dataSource().getConnection()) {
      return Apart.read(db);
    } catch (SQLException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot read which records people keep apart: " + e.getMessage() + ". Ask again.",
          e);
    }
  }
}
