package io.linkgrid.job;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.blocking.Keys;
import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.RunLedger;
import io.linkgrid.database.RunLock;
import io.linkgrid.grid.BlockSums;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.MentionBlock;
import io.linkgrid.grid.NodeReport;
import io.linkgrid.grid.ReferenceManifest;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Mention;
import io.linkgrid.processor.MentionQuery;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.JobRunner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the grid holds with what it was loaded from: for each schema the version, the
 * number of mentions and entities, and a checksum per block, which the nodes compute of what they
 * own and this process of what Postgres says. Changes nothing but by {@link #repair}. For one
 * thread.
 */
public final class ReferenceCheck {
  private static final int NAMED = 5;
  private static final int FETCH = 5_000;
  private static final long PATIENCE_MINUTES = 10;

  private final HazelcastInstance grid;
  private final DatabaseSettings settings;

  /** Compares a grid with a database. */
  public ReferenceCheck(GridConnection grid, DatabaseSettings settings) {
    this.grid = grid.hz();
    this.settings = settings;
  }

  /** What came out. */
  public enum Outcome {
    /** The grid holds what the database says. */
    SAME,
    /** The grid holds what was true before, or of another database; nobody uses it. */
    STALE,
    /** The grid holds something else than it should, and would answer by it or refuse to. */
    DIFFERENT
  }

  /**
   * What was found about a schema.
   *
   * @param schema the schema
   * @param outcome how it compares
   * @param text what was compared, what differs, and what to do
   */
  public record Finding(String schema, Outcome outcome, String text) {}

  /** A partition key's mentions, as their number and the sum of their hashes. */
  private record Sum(int mentions, long hash) {
    static final Sum NOTHING = new Sum(0, 0);

    Sum plus(int more, long sum) {
      return new Sum(mentions + more, hash + sum);
    }
  }

  /** What one side holds. */
  private record Holding(Map<String, Sum> blocks, Set<Long> entities) {
    static Holding nothing() {
      return new Holding(new TreeMap<>(), new HashSet<>());
    }

    /** Adds a mention under each of its partition keys. */
    void add(KeyMaker keyMaker, long entity, Mention mention) {
      long sum = BlockSums.of(entity, mention.id(), mention.values());
      Set<String> keys = partitionKeys(keyMaker, mention);
      keys.forEach(key -> add(key, 1, sum));
      if (!keys.isEmpty()) {
        entities.add(entity);
      }
    }

    void add(String partitionKey, int mentions, long sum) {
      blocks.put(partitionKey, blocks.getOrDefault(partitionKey, Sum.NOTHING).plus(mentions, sum));
    }
  }

  /** What joined a reference since it was loaded: how many mentions, and where they lie. */
  private record Joined(int mentions, Holding holding) {}

  /**
   * Compares each schema that the grid holds, in order of their names.
   *
   * @throws LinkgridException of kind GRID if a node does not answer, of kind DATABASE if Postgres
   *     does not
   */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    IMap<String, ReferenceManifest> manifests = grid.getMap(GridNames.MANIFESTS);
    for (String schema : new TreeSet<>(manifests.keySet())) {
      ReferenceManifest manifest = manifests.get(schema);
      if (manifest != null) {
        findings.add(compare(schema, manifest));
      }
    }
    return findings;
  }

  /**
   * Loads the reference of a schema into the grid anew, and compares again. What the database does
   * not have, the grid forgets.
   *
   * @throws LinkgridException of kind DATABASE if a run is at work on the schema, of kind GRID if
   *     the nodes cannot load it
   */
  public Finding repair(String schema) {
    if (!isInDatabase(schema)) {
      ReferenceLoading.forget(grid, schema);
      return new Finding(schema, Outcome.SAME, "the grid has forgotten it");
    }
    try (Database database = Database.open(settings, schema);
        RunLock lock = RunLock.take(database)) {
      RunLedger ledger = new RunLedger(database.jdbi());
      Optional<SpecText> spec = spec(database, ledger);
      long version = ledger.referenceVersion();
      long mentions = version == 0 ? 0 : ledger.referenceMentions();
      ReferenceLoading.forget(grid, schema);
      if (spec.isEmpty() || mentions == 0) {
        return new Finding(
            schema, Outcome.SAME, "Postgres has no entities of it, and now nor has the grid");
      }
      // The nodes read under the lock of those who write, and are no attempt at a run.
      lock.letWrite(0);
      new JobRunner(grid)
          .run(
              RunContext.jobName("load", database.address()),
              LoadGraph.build(spec.orElseThrow(), database.address(), version, mentions),
              Set.of(),
              soFar -> {},
              lock::refuseIfLost);
    }
    IMap<String, ReferenceManifest> manifests = grid.getMap(GridNames.MANIFESTS);
    ReferenceManifest loaded = manifests.get(schema);
    if (loaded == null) {
      return new Finding(
          schema,
          Outcome.DIFFERENT,
          "it was loaded, and is gone again: did a run begin? Try again.");
    }
    return compare(schema, loaded);
  }

  private Finding compare(String schema, ReferenceManifest manifest) {
    if (!manifest.isOfThisBuild()) {
      return new Finding(
          schema,
          Outcome.STALE,
          "another build of linkgrid loaded it. The next run loads it anew; nobody is answered from"
              + " this one.");
    }
    if (!isInDatabase(schema)) {
      return new Finding(
          schema,
          Outcome.STALE,
          "the grid holds version "
              + manifest.version()
              + ", but "
              + settings.place()
              + " has no such schema: it was dropped, or is in another database. Nobody is answered"
              + " from it.");
    }
    try (Database database = Database.open(settings, schema)) {
      RunLedger ledger = new RunLedger(database.jdbi());
      long version = ledger.referenceVersion();
      long mentions = ledger.referenceMentions();
      Optional<HeldReference> held = HeldReference.of(grid, schema, manifest, version);
      if (held.isEmpty()) {
        return new Finding(
            schema,
            Outcome.STALE,
            "the grid holds version "
                + manifest.version()
                + ", and Postgres has "
                + version
                + ": entities changed since. The next run loads it; nobody is answered from the old"
                + " one.");
      }
      Optional<SpecText> spec = spec(database, ledger);
      if (spec.isEmpty()) {
        return new Finding(
            schema, Outcome.STALE, "Postgres knows no run of it, so it cannot be compared.");
      }
      KeyMaker keyMaker = new KeyMaker(spec.orElseThrow().parse());
      return compare(
          schema,
          manifest,
          joined(schema, held.orElseThrow().recent(), keyMaker),
          mentions,
          inGrid(schema),
          inDatabase(database, keyMaker));
    }
  }

  private static Finding compare(
      String schema,
      ReferenceManifest manifest,
      Joined joined,
      long mentions,
      Holding found,
      Holding expected) {
    List<String> problems = new ArrayList<>();
    if (manifest.mentions() + joined.mentions() != mentions) {
      problems.add(
          "its manifest says %s mentions%s, and Postgres has %s"
              .formatted(
                  number(manifest.mentions()), words(", and %s joined", joined), number(mentions)));
    }
    Map<String, Sum> inManifest = new TreeMap<>();
    for (int i = 0; i < manifest.partitionKeys().length; i++) {
      inManifest.put(manifest.partitionKeys()[i], new Sum(manifest.sizes()[i], 0));
    }
    joined
        .holding()
        .blocks()
        .forEach(
            (key, sum) -> {
              found.add(key, sum.mentions(), sum.hash());
              inManifest.put(
                  key, inManifest.getOrDefault(key, Sum.NOTHING).plus(sum.mentions(), 0));
            });
    found.entities().addAll(joined.holding().entities());
    Set<String> keys = new TreeSet<>(expected.blocks().keySet());
    keys.addAll(inManifest.keySet());
    keys.addAll(found.blocks().keySet());
    List<String> wrong = new ArrayList<>();
    for (String key : keys) {
      Sum there = found.blocks().getOrDefault(key, Sum.NOTHING);
      Sum due = expected.blocks().getOrDefault(key, Sum.NOTHING);
      Sum named = inManifest.getOrDefault(key, Sum.NOTHING);
      if (!there.equals(due) || named.mentions() != due.mentions()) {
        wrong.add(difference(key, there, due, named));
      }
    }
    if (!wrong.isEmpty()) {
      problems.add(
          "%s of %s blocks differ: %s%s"
              .formatted(
                  number(wrong.size()),
                  number(keys.size()),
                  String.join("; ", wrong.subList(0, Math.min(NAMED, wrong.size()))),
                  wrong.size() > NAMED ? "; …" : ""));
    }
    if (!found.entities().equals(expected.entities())) {
      problems.add(
          "it has %s entities, and Postgres %s"
              .formatted(number(found.entities().size()), number(expected.entities().size())));
    }
    return problems.isEmpty()
        ? new Finding(
            schema,
            Outcome.SAME,
            "version %d%s: %s mentions of %s entities under %s partition keys, as in Postgres"
                .formatted(
                    manifest.version(),
                    words(" and %s mentions that joined", joined),
                    number(mentions),
                    number(expected.entities().size()),
                    number(keys.size())))
        : new Finding(
            schema,
            Outcome.DIFFERENT,
            "version "
                + manifest.version()
                + ": "
                + String.join("; ", problems)
                + ". The entities are safe in Postgres; 'linkgrid doctor --verify --repair' loads them"
                + " anew.");
  }

  /** What is said of growth, if there is any. */
  private static String words(String said, Joined joined) {
    return joined.mentions() == 0 ? "" : said.formatted(number(joined.mentions()));
  }

  private static String difference(String key, Sum there, Sum due, Sum named) {
    String block = "'" + key + "' ";
    if (named.mentions() != due.mentions()) {
      return block
          + "has "
          + due.mentions()
          + " mentions in Postgres, and "
          + named.mentions()
          + " in the manifest";
    }
    if (there.mentions() == 0) {
      return block + "of " + due.mentions() + " mentions is not in the grid";
    }
    return there.mentions() == due.mentions()
        ? block + "has other mentions than in Postgres, though as many"
        : block + "has " + there.mentions() + " of " + due.mentions() + " mentions";
  }

  private Holding inGrid(String schema) {
    Holding holding = Holding.nothing();
    for (Future<BlockSums> answer :
        grid.getExecutorService(NodeReport.EXECUTOR)
            .submitToAllMembers(new BlockSums.Request(schema))
            .values()) {
      BlockSums sums = await(answer);
      for (int i = 0; i < sums.partitionKeys().length; i++) {
        holding.add(sums.partitionKeys()[i], sums.mentions()[i], sums.sums()[i]);
      }
      for (long entity : sums.entities()) {
        holding.entities().add(entity);
      }
    }
    return holding;
  }

  /** What joined, up to a number; a growth that is gone leaves out what it brought. */
  private Joined joined(String schema, long last, KeyMaker keyMaker) {
    IMap<Long, MentionBlock> recent = grid.getMap(GridNames.recent(schema));
    Map<Long, Long> entityOf = new TreeMap<>();
    Map<Long, Mention> mentions = new TreeMap<>();
    for (long number = 1; number <= last; number++) {
      MentionBlock block = recent.get(number);
      for (int i = 0; block != null && i < block.size(); i++) {
        // One that joined again belongs to its last entity.
        entityOf.put(block.mentions()[i], block.entities()[i]);
        mentions.put(block.mentions()[i], block.mention(i));
      }
    }
    Holding holding = Holding.nothing();
    entityOf.forEach(
        (mention, entity) ->
            holding.add(keyMaker, entity, Objects.requireNonNull(mentions.get(mention))));
    return new Joined(entityOf.size(), holding);
  }

  private static BlockSums await(Future<BlockSums> answer) {
    try {
      return answer.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      throw new LinkgridException(
          Kind.GRID,
          "A node did not add its blocks up within "
              + PATIENCE_MINUTES
              + " minutes; its log says more. Try again while no node comes or goes.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while nodes added their blocks up.");
    }
  }

  private static Holding inDatabase(Database database, KeyMaker keyMaker) {
    Holding holding = Holding.nothing();
    try (Connection connection = database.dataSource().getConnection()) {
      // A cursor, so that not all of it is in memory at once.
      connection.setAutoCommit(false);
      try (PreparedStatement statement =
          connection.prepareStatement(MentionQuery.ofEntities().all())) {
        statement.setFetchSize(FETCH);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            Mention mention =
                new Mention(
                    row.getLong("mention_id"),
                    List.of((String[]) row.getArray("attributes").getArray()));
            holding.add(keyMaker, EntityId.parse(row.getString("entity_id")), mention);
          }
        }
      }
      connection.rollback();
      return holding;
    } catch (SQLException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot read the entities from Postgres: " + e.getMessage() + ". Try again.",
          e);
    }
  }

  private static Set<String> partitionKeys(KeyMaker keyMaker, Mention mention) {
    Keys keys = keyMaker.numbers(mention);
    Set<String> under = new HashSet<>();
    for (int position = 0; position < keys.size(); position++) {
      under.add(keyMaker.partitionKey(mention, keys, position));
    }
    return under;
  }

  /** The spec by which the entities were linked, with the schema's model unless it sets its own. */
  private static Optional<SpecText> spec(Database database, RunLedger ledger) {
    Optional<@Nullable String> yaml =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("select spec from run order by started_at limit 1")
                        .mapTo(String.class)
                        .findOne());
    return yaml.map(
        text -> {
          SpecText plain = new SpecText("the spec of the runs", String.valueOf(text));
          return plain.parse().model().isPresent()
              ? plain
              : new SpecText(plain.where(), plain.yaml(), ledger.model().orElse(""));
        });
  }

  private boolean isInDatabase(String schema) {
    try (Connection connection = Database.connectBeside(settings);
        PreparedStatement statement =
            connection.prepareStatement(
                "select from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                    + " where n.nspname = ? and c.relname = 'reference_version'")) {
      statement.setString(1, schema);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    } catch (SQLException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot ask " + settings.place() + " for its schemas: " + e.getMessage() + ". Try again.",
          e);
    }
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
