package io.linkgrid.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class CopyWriterIT {
  private static final CopyTable ENTITY =
      new CopyTable(
          "entity",
          List.of("entity_id", "attributes", "mentions", "rows", "run_id"),
          List.of("entity_id"),
          OnConflict.KEEP);
  private static final CopyTable ENTITY_REPLACED =
      new CopyTable(ENTITY.name(), ENTITY.columns(), ENTITY.key(), OnConflict.REPLACE);
  private static final CopyTable RECORD =
      new CopyTable(
          "source_record",
          List.of(
              "file_id", "row_no", "line_no", "record_id", "mention_id", "event_date", "fields"),
          List.of("file_id", "row_no"),
          OnConflict.KEEP);
  private static final CopyTable EVENT =
      new CopyTable(
          "joined_event",
          List.of(
              "file_id", "trip_no", "event_id", "event_date", "entity_id", "duration", "bike_id"),
          List.of(),
          OnConflict.FAIL);

  /** Texts that have broken somebody's bulk load. */
  private static final List<String> HOSTILE =
      List.of(
          "plain",
          "",
          " ",
          "\t",
          "a\tb",
          "a\nb",
          "a\r\nb",
          "\\",
          "\\N",
          "\\.",
          "\n\\.\n",
          "\\t",
          "\\\\\"",
          "\"",
          "\"\"quoted\"\"",
          "'",
          "{}",
          "{a,b}",
          ",",
          "NULL",
          "null",
          "\b\f\u000b\u0001\u007f",
          "Café Zoë",
          "\u0080\u07ff\u0800\uffff",
          "寿司",
          "😀 and 🍕",
          "e\u0301",
          "\ufeffmark",
          "$1 ${x} %s ?",
          "x".repeat(100_000));

  private Database database;
  private Connection connection;

  @BeforeEach
  void connect(DatabaseSettings settings) throws SQLException {
    database = Database.open(settings, "copied \"here\"");
    connection = database.dataSource().getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("truncate entity, source_record, joined_event, link");
    }
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    database.close();
  }

  private static void entity(CopyWriter writer, String id, String name, long rows) {
    writer.text(id).texts(List.of(name)).integer(1).integer(rows).text("run").endRow();
  }

  private List<String> query(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet found = statement.executeQuery()) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    }
  }

  private List<String> entities() throws SQLException {
    return query("select entity_id || ' ' || attributes[1] || ' ' || rows from entity order by 1");
  }

  @Test
  void hostileTexts_comeBackAsTheyWere() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, RECORD, CopyWriter.USUAL_BATCH)) {
      for (int i = 0; i < HOSTILE.size(); i++) {
        String text = HOSTILE.get(i);
        writer.integer(1).integer(i).integer(i + 1).text(text).integer(Long.MIN_VALUE + i);
        writer.date("").texts(List.of(text, "", text, "NULL")).endRow();
      }
      writer.flush();
      assertThat(writer.written()).isEqualTo(HOSTILE.size());
    }
    assertThat(query("select record_id from source_record order by row_no"))
        .containsExactlyElementsOf(HOSTILE);
    try (PreparedStatement statement =
            connection.prepareStatement("select fields from source_record order by row_no");
        ResultSet found = statement.executeQuery()) {
      for (String text : HOSTILE) {
        assertThat(found.next()).isTrue();
        assertThat((String[]) found.getArray(1).getArray()).containsExactly(text, "", text, "NULL");
      }
    }
  }

  @Test
  void randomTexts_comeBackAsTheyWere() throws SQLException {
    long seed = 20241121;
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    String alphabet = "aN\\\t\n\r\"'{},. \u00e9\u5bff\ud83c\udf55";
    int[] signs = alphabet.codePoints().toArray();
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.appendCodePoint(signs[random.nextInt(signs.length)]);
      }
      texts.add(text.toString());
    }
    // A batch of a few hundred bytes: rows meet many borders.
    try (CopyWriter writer = new CopyWriter(connection, RECORD, 20_000)) {
      for (int i = 0; i < texts.size(); i++) {
        writer.integer(1).integer(i).integer(1).text(texts.get(i)).integer(0).absent();
        writer.texts(List.of(texts.get(i))).endRow();
      }
      writer.flush();
    }
    assertThat(query("select record_id from source_record order by row_no"))
        .as("seed %s", seed)
        .containsExactlyElementsOf(texts);
    assertThat(query("select fields[1] from source_record order by row_no"))
        .as("seed %s", seed)
        .containsExactlyElementsOf(texts);
  }

  @Test
  void emptyArrayAndEmptyText_areNotNull_absentIs() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, RECORD, 1 << 20)) {
      writer.integer(1).integer(1).integer(1).text("").integer(-5).absent().texts(List.of());
      writer.endRow();
      writer.integer(1).integer(2).integer(1).text("").integer(0).date("2018-02-28");
      writer.texts(List.of("")).endRow();
      writer.flush();
    }
    assertThat(
            query(
                "select concat_ws('|', record_id is null, mention_id, event_date, cardinality(fields))"
                    + " from source_record order by row_no"))
        .containsExactly("f|-5|0", "f|0|2018-02-28|1");
  }

  @Test
  void numbers_comeBackBitForBit() throws SQLException {
    double[] numbers = {
      0.0,
      -0.0,
      0.1,
      1.0 / 3,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      1e-10,
      123456789.125,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    long[] integers = {0, 1, 9, 10, 99, 100, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1_000_000_007L};
    CopyTable link =
        new CopyTable(
            "link",
            List.of(
                "mention_id",
                "entity_id",
                "decision",
                "probability",
                "weight",
                "runner_up_probability",
                "run_id"),
            List.of("mention_id"),
            OnConflict.KEEP);
    try (CopyWriter writer = new CopyWriter(connection, link, 1 << 20)) {
      for (int i = 0; i < numbers.length; i++) {
        writer.integer(integers[i]).textOrAbsent("").text("REVIEW").number(numbers[i]);
        writer.number(numbers[i]).numberOrAbsent(Double.NaN).text("r").endRow();
      }
      writer.flush();
    }
    for (int i = 0; i < numbers.length; i++) {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "select weight, runner_up_probability, entity_id from link where mention_id = ?")) {
        statement.setLong(1, integers[i]);
        try (ResultSet found = statement.executeQuery()) {
          assertThat(found.next()).as("%s", integers[i]).isTrue();
          assertThat(found.getDouble(1)).isEqualTo(numbers[i]);
          assertThat(found.getObject(2)).isNull();
          assertThat(found.getObject(3)).isNull();
        }
      }
    }
  }

  @Test
  void halfASurrogatePair_becomesTheReplacementCharacter() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, ENTITY, 1 << 20)) {
      entity(writer, "1", "a\ud83cb", 1);
      entity(writer, "2", "\udf55\ud83c", 1);
      entity(writer, "3", "\ud83c\ud83c\udf55", 1);
      writer.flush();
    }
    assertThat(entities()).containsExactly("1 a\ufffdb 1", "2 \ufffd\ufffd 1", "3 \ufffd🍕 1");
  }

  @Test
  void nul_isRefusedAndTheOtherRowsAreWritten() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, ENTITY, 1 << 20)) {
      entity(writer, "1", "Ada", 1);
      assertThatThrownBy(() -> entity(writer, "2", "A\0da", 1))
          .isInstanceOf(LinkgridException.class)
          .hasMessage(
              "Cannot write entity: column 'attributes' of a row holds the character U+0000, which"
                  + " Postgres cannot store. Reject the row.")
          .extracting(e -> ((LinkgridException) e).kind())
          .isEqualTo(Kind.DATA);
      entity(writer, "3", "Bob", 1);
      writer.flush();
    }
    assertThat(entities()).containsExactly("1 Ada 1", "3 Bob 1");
  }

  @Test
  void sameRowsTwice_changeNothing() throws SQLException {
    for (int run = 1; run <= 2; run++) {
      for (CopyTable table : List.of(ENTITY, ENTITY_REPLACED)) {
        try (CopyWriter writer = new CopyWriter(connection, table, 1 << 20)) {
          entity(writer, "1", "Ada", 1);
          entity(writer, "2", "Bob", 1);
          writer.flush();
          assertThat(writer.written()).isEqualTo(2);
          assertThat(writer.changed()).isEqualTo(run == 1 && table.equals(ENTITY) ? 2 : 0);
        }
      }
    }
    assertThat(entities()).containsExactly("1 Ada 1", "2 Bob 1");
  }

  @Test
  void knownKey_isKeptOrReplaced() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, ENTITY, 1 << 20)) {
      entity(writer, "1", "Ada", 1);
      writer.flush();
      entity(writer, "1", "Eve", 2);
      writer.flush();
    }
    assertThat(entities()).containsExactly("1 Ada 1");
    try (CopyWriter writer = new CopyWriter(connection, ENTITY_REPLACED, 1 << 20)) {
      entity(writer, "1", "Eve", 2);
      writer.flush();
      assertThat(writer.changed()).isEqualTo(1);
    }
    assertThat(entities()).containsExactly("1 Eve 2");
  }

  @Test
  void duplicatesInOneBatch_theFirstIsKeptOrTheLastReplaces() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, ENTITY, 1 << 20)) {
      for (int i = 1; i <= 1_000; i++) {
        entity(writer, "k" + i % 2, "Ada", i);
      }
      writer.flush();
      assertThat(writer.changed()).isEqualTo(2);
    }
    assertThat(entities()).containsExactly("k0 Ada 2", "k1 Ada 1");
    try (CopyWriter writer = new CopyWriter(connection, ENTITY_REPLACED, 1 << 20)) {
      for (int i = 1; i <= 1_000; i++) {
        entity(writer, "k" + i % 2, "Ada", i);
      }
      writer.flush();
    }
    assertThat(entities()).containsExactly("k0 Ada 1000", "k1 Ada 999");
  }

  @Test
  void tableWithoutKey_isCopiedIntoDirectly() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, EVENT, 1 << 20)) {
      for (int i = 1; i <= 3; i++) {
        writer.integer(1).integer(i).text("v").date("2018-01-02").text("e").integer(60);
        writer.text("42").endRow();
      }
      writer.flush();
      assertThat(writer.changed()).isEqualTo(3);
    }
    assertThat(query("select count(*) from joined_event")).containsExactly("3");
  }

  @Test
  void brokenRule_leavesNothingAndSaysWhich(DatabaseSettings settings) throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, RECORD, 1 << 20)) {
      writer.integer(1).integer(1).integer(1).text("good").integer(1).absent();
      writer.texts(List.of()).endRow();
      writer.integer(1).integer(2).integer(1).absent().integer(1).absent().texts(List.of());
      writer.endRow();
      assertThatThrownBy(writer::flush)
          .isInstanceOf(LinkgridException.class)
          .hasMessage(
              "Cannot write source_record: null value in column \"record_id\" of relation"
                  + " \"source_record\" violates not-null constraint ("
                  + settings.place()
                  + "). Nothing of this batch was committed; run again.")
          .extracting(e -> ((LinkgridException) e).kind())
          .isEqualTo(Kind.DATABASE);
      assertThat(writer.written()).isZero();
    }
    // The same connection goes on, outside of any transaction.
    assertThat(connection.getAutoCommit()).isTrue();
    assertThat(query("select count(*) from source_record")).containsExactly("0");
  }

  @Test
  void valueOfAnotherType_isNamedByTheServer() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, RECORD, 1 << 20)) {
      writer.integer(1).integer(1).integer(1).text("a").integer(1).date("2018-02-30");
      writer.texts(List.of()).endRow();
      assertThatThrownBy(writer::flush)
          .hasMessageStartingWith(
              "Cannot write source_record: date/time field value out of range: \"2018-02-30\" (");
    }
    assertThat(query("select count(*) from source_record")).containsExactly("0");
  }

  @Test
  void lostConnection_keepsTheRowsForAnother(DatabaseSettings settings) throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, ENTITY, 1 << 20)) {
      entity(writer, "1", "Ada", 1);
      String self = query("select pg_backend_pid()::text").get(0);
      database.jdbi().useHandle(h -> h.execute("select pg_terminate_backend(" + self + "::int)"));
      assertThatThrownBy(writer::flush)
          .isInstanceOf(LinkgridException.class)
          .hasMessageStartingWith("Cannot write entity: ")
          .hasMessageEndingWith("Nothing of this batch was committed; run again.");
    }
  }

  @Test
  void rowOfWrongLength_isAFaultOfTheCaller() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, ENTITY, 1 << 20)) {
      entity(writer, "1", "Ada", 1);
      writer.text("2");
      assertThatThrownBy(writer::flush)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("A row of entity has not been ended");
      assertThatThrownBy(writer::endRow)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("A row of entity has 5 values, but was given 1");
      writer.text("3").texts(List.of()).integer(1).integer(1).text("r");
      assertThatThrownBy(() -> writer.text("more"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("A row of entity has only 5 values");
      writer.flush();
    }
    assertThat(entities()).containsExactly("1 Ada 1");
  }

  @Test
  void twoWritersWithTheSameKeysInOppositeOrder_bothEnd() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      CyclicBarrier together = new CyclicBarrier(2);
      List<Callable<Long>> writers = new ArrayList<>();
      for (int direction : new int[] {1, -1}) {
        writers.add(
            () -> {
              try (Connection own = database.dataSource().getConnection();
                  CopyWriter writer = new CopyWriter(own, ENTITY_REPLACED, 1 << 22)) {
                for (int batch = 0; batch < 10; batch++) {
                  together.await();
                  for (int i = 0; i < 2_000; i++) {
                    int key = direction > 0 ? i : 1_999 - i;
                    entity(writer, "k" + key, "Ada", direction * batch);
                  }
                  writer.flush();
                }
                return writer.written();
              }
            });
      }
      for (Future<Long> each : threads.invokeAll(writers)) {
        assertThat(each.get()).isEqualTo(20_000);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(query("select count(*) from entity")).containsExactly("2000");
  }

  @Test
  void tableThatCannotBeWritten_isAFaultOfTheCaller() {
    List<String> columns = Arrays.asList("a", "b");
    assertThatThrownBy(() -> new CopyTable("t", columns, List.of("c"), OnConflict.KEEP))
        .hasMessage("The key of t is part of what is written");
    assertThatThrownBy(() -> new CopyTable("t", columns, List.of(), OnConflict.KEEP))
        .hasMessage("A key goes with KEEP and REPLACE, and no key with FAIL, but t differs");
    assertThatThrownBy(() -> new CopyTable("t", List.of("a", "a"), List.of(), OnConflict.FAIL))
        .hasMessage("A table is written by columns, each of them once");
  }
}
