package io.linkgrid.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.database.RunLock;
import io.linkgrid.grid.GridNames;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.Decision;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.Mention;
import io.linkgrid.node.TwoNodes;
import io.linkgrid.scoring.Candidate;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.TestConnections;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Single records against the reference of two nodes, through a client. */
@ExtendWith(PostgresExtension.class)
class ReferenceLookupIT {
  @TempDir static Path directory;
  private static TwoNodes nodes;
  private static GridConnection connection;
  private static LinkedFiles files;
  private final List<String> notices = new ArrayList<>();

  @BeforeAll
  static void start() {
    nodes = new TwoNodes();
    connection = TestConnections.through(nodes.client());
    files = new LinkedFiles(directory, 400, 3_000, 7);
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    nodes.stop();
  }

  private ReferenceLookup open(Database database) {
    return ReferenceLookup.open(
        database, LinkedFiles.SPEC, connection, LinkedFiles.progress(), notices::add);
  }

  /** A link as a run wrote it. */
  private record Link(String decision, double probability, double weight, String best) {}

  @Test
  void find_decidesAboutEachRecordAsARunDoes(DatabaseSettings settings) throws Exception {
    try (Database database = Database.open(settings, "lookup_equal")) {
      files.link(database, connection, "A");
      ReferenceLookup lookup = open(database);
      Map<Long, Found> found = new HashMap<>();
      List<Mention> mentions = files.records("B").stream().map(CleanRecord::mention).toList();
      lookup.find(mentions).forEach(f -> found.put(f.mention().id(), f));

      files.link(database, connection, "A", "B");
      Map<Long, Link> links = links(database);

      int matches = 0;
      int reviews = 0;
      for (Map.Entry<Long, Link> entry : links.entrySet()) {
        Found looked = found.get(entry.getKey());
        Link link = entry.getValue();
        assertThat(looked.decision().name()).isEqualTo(link.decision());
        if (looked.decision() != Decision.NEW) {
          Candidate best = looked.verdict().best().orElseThrow();
          assertThat(EntityId.text(best.entity())).isEqualTo(link.best());
          assertThat(best.weight()).isEqualTo(link.weight());
          assertThat(looked.verdict().probability()).isEqualTo(link.probability());
          assertThat(looked.ranked(1).get(0).probability()).isEqualTo(link.probability());
          matches += looked.decision() == Decision.MATCH ? 1 : 0;
          reviews += looked.decision() == Decision.REVIEW ? 1 : 0;
        }
      }
      assertThat(matches).isGreaterThan(200);
      assertThat(links.size() - matches - reviews).as("new ones").isPositive();
      assertThat(notices)
          .hasSize(1)
          .first()
          .asString()
          .startsWith(
              "The grid does not hold the reference 'lookup_equal' as it is; it is loaded from"
                  + " Postgres (");
    }
  }

  private static Map<Long, Link> links(Database database) {
    Map<Long, Link> links = new HashMap<>();
    database
        .jdbi()
        .useHandle(
            db ->
                db.createQuery(
                        """
                        select l.mention_id, l.decision, l.probability, l.weight,
                               coalesce(l.best_entity_id, '') as best
                        from link l
                        join source_file f using (file_id)
                        where f.role = 'B'
                        """)
                    .map(
                        (row, context) ->
                            links.put(
                                row.getLong("mention_id"),
                                new Link(
                                    row.getString("decision"),
                                    row.getDouble("probability"),
                                    row.getDouble("weight"),
                                    row.getString("best"))))
                    .list());
    return links;
  }

  @Test
  void whatTheGridLost_isLoadedAgain_butNotWhileARunIsAtWork(DatabaseSettings settings)
      throws Exception {
    try (Database database = Database.open(settings, "lookup_lost")) {
      files.link(database, connection, "A");
      ReferenceLookup lookup = open(database);
      List<Mention> some = files.records("A").stream().map(CleanRecord::mention).limit(50).toList();
      List<Found> before = lookup.find(some);
      HazelcastInstance hz = connection.hz();
      hz.getMap(GridNames.MANIFESTS).clear();
      hz.getMap(GridNames.SPECS).clear();
      nodes.forgetWhatIsResident();
      notices.clear();

      RunLock lock = RunLock.take(database);
      assertThatThrownBy(() -> lookup.find(some))
          .hasMessage(
              "Another run is at work on the schema 'lookup_lost' of this database. Nothing was"
                  + " changed. Wait until it ends, and run again.");
      lock.close();

      assertThat(lookup.find(some)).isEqualTo(before);
      assertThat(notices).isNotEmpty();
    }
  }

  @Test
  void blocksThatAManifestOutlived_areLoadedAgain(DatabaseSettings settings) throws Exception {
    try (Database database = Database.open(settings, "lookup_outlived")) {
      files.link(database, connection, "A");
      List<Mention> some = files.records("A").stream().map(CleanRecord::mention).limit(50).toList();
      List<Found> before = open(database).find(some);
      connection.hz().getMap(GridNames.reference("lookup_outlived")).clear();
      nodes.forgetWhatIsResident();
      notices.clear();

      assertThat(open(database).find(some)).isEqualTo(before);
      assertThat(notices).isNotEmpty();
    }
  }

  @Test
  void whatJoins_isKnownToEachNode(DatabaseSettings settings) throws Exception {
    try (Database database = Database.open(settings, "lookup_joined")) {
      files.link(database, connection, "A");
      ReferenceLookup one = open(database);
      RecordForm form = new RecordForm(one.spec());
      CleanRecord record =
          form.read(
              "The record",
              1,
              Map.of(
                  "name", "Zyzzyva Dumpling Parlour",
                  "address", "77 Quux Street",
                  "zip", "94199",
                  "phone", "+14155550199"));
      Mention mention = record.mention();
      assertThat(one.find(List.of(mention)).get(0).decision()).isEqualTo(Decision.NEW);

      database
          .jdbi()
          .useHandle(db -> db.execute("update reference_version set version = version + 1"));
      one.joined(List.of(mention), List.of(mention.id()));

      assertThat(one.find(List.of(mention)).get(0).decision()).isEqualTo(Decision.MATCH);
      notices.clear();
      ReferenceLookup other = open(database);
      assertThat(notices).as("the grid holds what joined").isEmpty();
      assertThat(other.find(List.of(mention)).get(0).ranked(1).get(0).entityId())
          .isEqualTo(EntityId.text(mention.id()));
      assertThat(one.follow()).isFalse();

      // The database never had it: whoever loads the reference again does not find it.
      database
          .jdbi()
          .useHandle(db -> db.execute("update reference_version set version = version + 1"));
      assertThat(one.follow()).isTrue();
      assertThat(one.find(List.of(mention)).get(0).decision()).isEqualTo(Decision.NEW);
    }
  }

  @Test
  void withoutAModel_nothingCanBeLookedUp(DatabaseSettings settings) {
    try (Database database = Database.open(settings, "never_linked")) {
      assertThatThrownBy(() -> open(database))
          .hasMessage(
              "The database has no model of the spec 'never_linked', so nothing can be decided by"
                  + " it. Run 'linkgrid run', 'link', 'dedupe' or 'train' first.");
    }
  }
}
