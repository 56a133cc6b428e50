package io.linkgrid.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.model.EntityId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A reference that is linked, and a file of which some is linked and some is in the reference. */
@ExtendWith(PostgresExtension.class)
class MentionQueryIT {
  private static final long REFERENCE = 1;
  private static final long RECORDS = 2;

  /** The records start a little before the reference ends. */
  private static final int MENTIONS = 600;

  private static final int REFERENCE_TO = 400;
  private static final int RECORDS_FROM = 300;
  private static final int LINKED_TO = 500;

  private static final List<Long> IDS = new ArrayList<>();
  private static Database database;

  @BeforeAll
  static void fill(DatabaseSettings settings) throws SQLException {
    database = Database.open(settings, "mention-query");
    Random random = new Random(5);
    for (int i = 0; i < MENTIONS; i++) {
      IDS.add(random.nextLong());
    }
    database
        .jdbi()
        .useTransaction(
            db -> {
              db.execute(
                  "insert into source_file (file_id, role, name, bytes, rows, state) values"
                      + " (1, 'reference', 'r', 1, 400, 'DONE'),"
                      + " (2, 'records', 'b', 1, 600, 'LANDED')");
              for (int i = 0; i < MENTIONS; i++) {
                long id = IDS.get(i);
                db.execute("insert into mention values (?, array['name ' || ?])", id, i);
                if (i < REFERENCE_TO) {
                  row(db, REFERENCE, i, id);
                }
                if (i >= RECORDS_FROM) {
                  row(db, RECORDS, 2 * i, id);
                  row(db, RECORDS, 2 * i + 1, id);
                }
                if (i < LINKED_TO) {
                  db.execute(
                      "insert into link (mention_id, entity_id, decision, probability, weight,"
                          + " file_id, run_id) values (?, ?, 'MATCH', 1, 1, ?, 'run')",
                      id,
                      EntityId.text(i / 2),
                      i < REFERENCE_TO ? REFERENCE : RECORDS);
                }
              }
            });
  }

  private static void row(Handle db, long file, int row, long mention) {
    db.execute(
        "insert into source_record (file_id, row_no, line_no, record_id, mention_id, fields)"
            + " values (?, ?, 1, '', ?, '{}')",
        file,
        row,
        mention);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void slices_haveEachMentionOnce_asTheWholeHasIt() throws Exception {
    Map<String, MentionQuery> queries =
        Map.of(
            "new", MentionQuery.newOf(RECORDS),
            "probes", MentionQuery.probesOf(RECORDS),
            "all", MentionQuery.allOf(RECORDS),
            "files but", MentionQuery.ofFilesBut(List.of(RECORDS), List.of(REFERENCE)),
            "entities", MentionQuery.ofEntities(),
            "entities in", MentionQuery.ofEntitiesIn(RECORDS));
    Map<String, Integer> sizes =
        Map.of(
            "new", MENTIONS - LINKED_TO,
            "probes", MENTIONS - LINKED_TO,
            "all", MENTIONS - RECORDS_FROM,
            "files but", MENTIONS - REFERENCE_TO,
            "entities", REFERENCE_TO,
            "entities in", LINKED_TO - RECORDS_FROM);
    for (Map.Entry<String, MentionQuery> query : queries.entrySet()) {
      List<ClusterMember> whole = read(query.getValue(), 1);
      assertThat(whole).as(query.getKey()).hasSize(sizes.get(query.getKey()));
      assertThat(read(query.getValue(), 3))
          .as(query.getKey())
          .containsExactlyInAnyOrderElementsOf(whole)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void sample_isOfTheFile_withTheOthersThatAreNamed() throws Exception {
    TrainingSample quarter = TrainingSample.of(1, 4);
    long named =
        IDS.stream()
            .skip(RECORDS_FROM)
            .filter(id -> !quarter.contains(id))
            .findFirst()
            .orElseThrow();
    long elsewhere = IDS.get(0);

    List<ClusterMember> sample =
        read(MentionQuery.sampleOf(RECORDS, quarter, Set.of(named, elsewhere)), 3);

    assertThat(sample)
        .extracting(member -> member.mention().id())
        .containsExactlyInAnyOrderElementsOf(
            IDS.stream()
                .skip(RECORDS_FROM)
                .filter(id -> quarter.contains(id) || id == named)
                .toList())
        .hasSizeBetween(40, 110);
    assertThat(read(MentionQuery.sampleOf(RECORDS, quarter, Set.of()), 1))
        .hasSize(sample.size() - 1);
  }

  @Test
  void givenEntities_areReadWhole() throws Exception {
    assertThat(
            database
                .jdbi()
                .<List<Long>, SQLException>withHandle(
                    db ->
                        db.createQuery(
                                MentionQuery.ofGivenEntities().all().replace("?", ":entities"))
                            .bindArray("entities", String.class, List.of(EntityId.text(3)))
                            .map((row, context) -> row.getLong("mention_id"))
                            .list()))
        .containsExactlyInAnyOrder(IDS.get(6), IDS.get(7));
  }

  private static List<ClusterMember> read(MentionQuery query, int slices) throws SQLException {
    List<ClusterMember> members = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      for (int slice = 0; slice < slices; slice++) {
        new MentionSlice(query, slice, slices).read(connection, members::add);
      }
      connection.rollback();
    }
    return members;
  }
}
