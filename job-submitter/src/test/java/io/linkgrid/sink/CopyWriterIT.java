package io.linkgrid.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.sink.CopyTable.OnConflict;
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
  private static final String TABLES =
      """
      drop table if exists guest, visit, measure, note;
      create table guest (id text primary key, names text[] not null, visits bigint not null,
        since timestamptz not null default now());
      create table visit (house bigint, number bigint, said text not null, day date,
        words text[] not null, primary key (house, number));
      create table measure (id bigint primary key, exact double precision not null,
        other double precision, remark text);
      create table note (id bigint not null, day date not null)""";

  private static final CopyTable GUEST =
      new CopyTable("guest", List.of("id", "names", "visits"), List.of("id"), OnConflict.KEEP);
  private static final CopyTable GUEST_REPLACED =
      new CopyTable(GUEST.name(), GUEST.columns(), GUEST.key(), OnConflict.REPLACE);
  private static final CopyTable VISIT =
      new CopyTable(
          "visit",
          List.of("house", "number", "said", "day", "words"),
          List.of("house", "number"),
          OnConflict.KEEP);
  private static final CopyTable MEASURE =
      new CopyTable(
          "measure", List.of("id", "exact", "other", "remark"), List.of("id"), OnConflict.KEEP);
  private static final CopyTable NOTE =
      new CopyTable("note", List.of("id", "day"), List.of(), OnConflict.FAIL);

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
      statement.execute(TABLES);
    }
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    database.close();
  }

  private static void guest(CopyWriter writer, String id, String name, long visits) {
    writer.text(id).texts(List.of(name)).integer(visits).endRow();
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

  private List<String> guests() throws SQLException {
    return query("select id || ' ' || names[1] || ' ' || visits from guest order by 1");
  }

  @Test
  void hostileTexts_comeBackAsTheyWere() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, VISIT, CopyWriter.USUAL_BATCH)) {
      for (int i = 0; i < HOSTILE.size(); i++) {
        String text = HOSTILE.get(i);
        writer.integer(1).integer(i).text(text).date("");
        writer.texts(List.of(text, "", text, "NULL")).endRow();
      }
      writer.flush();
      assertThat(writer.written()).isEqualTo(HOSTILE.size());
    }
    assertThat(query("select said from visit order by number")).containsExactlyElementsOf(HOSTILE);
    try (PreparedStatement statement =
            connection.prepareStatement("select words from visit order by number");
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
    try (CopyWriter writer = new CopyWriter(connection, VISIT, 20_000)) {
      for (int i = 0; i < texts.size(); i++) {
        writer.integer(1).integer(i).text(texts.get(i)).absent();
        writer.texts(List.of(texts.get(i))).endRow();
      }
      writer.flush();
    }
    assertThat(query("select said from visit order by number"))
        .as("seed %s", seed)
        .containsExactlyElementsOf(texts);
    assertThat(query("select words[1] from visit order by number"))
        .as("seed %s", seed)
        .containsExactlyElementsOf(texts);
  }

  @Test
  void emptyArrayAndEmptyText_areNotNull_absentIs() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, VISIT, 1 << 20)) {
      writer.integer(1).integer(1).text("").absent().texts(List.of()).endRow();
      writer.integer(1).integer(2).text("").date("2018-02-28").texts(List.of("")).endRow();
      writer.flush();
    }
    assertThat(
            query(
                "select concat_ws('|', said is null, day, cardinality(words)) from visit order by number"))
        .containsExactly("f|0", "f|2018-02-28|1");
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
    try (CopyWriter writer = new CopyWriter(connection, MEASURE, 1 << 20)) {
      for (int i = 0; i < numbers.length; i++) {
        writer.integer(integers[i]).number(numbers[i]).numberOrAbsent(Double.NaN).textOrAbsent("");
        writer.endRow();
      }
      writer.flush();
    }
    for (int i = 0; i < numbers.length; i++) {
      try (PreparedStatement statement =
          connection.prepareStatement("select exact, other, remark from measure where id = ?")) {
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
    try (CopyWriter writer = new CopyWriter(connection, GUEST, 1 << 20)) {
      guest(writer, "1", "a\ud83cb", 1);
      guest(writer, "2", "\udf55\ud83c", 1);
      guest(writer, "3", "\ud83c\ud83c\udf55", 1);
      writer.flush();
    }
    assertThat(guests()).containsExactly("1 a\ufffdb 1", "2 \ufffd\ufffd 1", "3 \ufffd🍕 1");
  }

  @Test
  void nul_isRefusedAndTheOtherRowsAreWritten() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, GUEST, 1 << 20)) {
      guest(writer, "1", "Ada", 1);
      assertThatThrownBy(() -> guest(writer, "2", "A\0da", 1))
          .isInstanceOf(LinkgridException.class)
          .hasMessage(
              "Cannot write guest: column 'names' of a row holds the character U+0000, which"
                  + " Postgres cannot store. Reject the row.")
          .extracting(e -> ((LinkgridException) e).kind())
          .isEqualTo(Kind.DATA);
      guest(writer, "3", "Bob", 1);
      writer.flush();
    }
    assertThat(guests()).containsExactly("1 Ada 1", "3 Bob 1");
  }

  @Test
  void sameRowsTwice_changeNothing() throws SQLException {
    for (int run = 1; run <= 2; run++) {
      for (CopyTable table : List.of(GUEST, GUEST_REPLACED)) {
        try (CopyWriter writer = new CopyWriter(connection, table, 1 << 20)) {
          guest(writer, "1", "Ada", 1);
          guest(writer, "2", "Bob", 1);
          writer.flush();
          assertThat(writer.written()).isEqualTo(2);
          assertThat(writer.changed()).isEqualTo(run == 1 && table.equals(GUEST) ? 2 : 0);
        }
      }
    }
    assertThat(guests()).containsExactly("1 Ada 1", "2 Bob 1");
  }

  @Test
  void knownKey_isKeptOrReplaced() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, GUEST, 1 << 20)) {
      guest(writer, "1", "Ada", 1);
      writer.flush();
      guest(writer, "1", "Eve", 2);
      writer.flush();
    }
    assertThat(guests()).containsExactly("1 Ada 1");
    try (CopyWriter writer = new CopyWriter(connection, GUEST_REPLACED, 1 << 20)) {
      guest(writer, "1", "Eve", 2);
      writer.flush();
      assertThat(writer.changed()).isEqualTo(1);
    }
    assertThat(guests()).containsExactly("1 Eve 2");
  }

  @Test
  void duplicatesInOneBatch_theFirstIsKeptOrTheLastReplaces() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, GUEST, 1 << 20)) {
      for (int i = 1; i <= 1_000; i++) {
        guest(writer, "k" + i % 2, "Ada", i);
      }
      writer.flush();
      assertThat(writer.changed()).isEqualTo(2);
    }
    assertThat(guests()).containsExactly("k0 Ada 2", "k1 Ada 1");
    try (CopyWriter writer = new CopyWriter(connection, GUEST_REPLACED, 1 << 20)) {
      for (int i = 1; i <= 1_000; i++) {
        guest(writer, "k" + i % 2, "Ada", i);
      }
      writer.flush();
    }
    assertThat(guests()).containsExactly("k0 Ada 1000", "k1 Ada 999");
  }

  @Test
  void tableWithoutKey_isCopiedIntoDirectly() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, NOTE, 1 << 20)) {
      for (int i = 1; i <= 3; i++) {
        writer.integer(1).date("2018-01-02").endRow();
      }
      writer.flush();
      assertThat(writer.changed()).isEqualTo(3);
    }
    assertThat(query("select count(*) from note")).containsExactly("3");
  }

  @Test
  void brokenRule_leavesNothingAndSaysWhich(DatabaseSettings settings) throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, VISIT, 1 << 20)) {
      writer.integer(1).integer(1).text("good").absent().texts(List.of()).endRow();
      writer.integer(1).integer(2).absent().absent().texts(List.of()).endRow();
      assertThatThrownBy(writer::flush)
          .isInstanceOf(LinkgridException.class)
          .hasMessage(
              "Cannot write visit: null value in column \"said\" of relation"
                  + " \"visit\" violates not-null constraint ("
                  + settings.place()
                  + "). Nothing of this batch was committed; run again.")
          .extracting(e -> ((LinkgridException) e).kind())
          .isEqualTo(Kind.DATABASE);
      assertThat(writer.written()).isZero();
    }
    // The same connection goes on, outside of any transaction.
    assertThat(connection.getAutoCommit()).isTrue();
    assertThat(query("select count(*) from visit")).containsExactly("0");
  }

  @Test
  void valueOfAnotherType_isNamedByTheServer() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, VISIT, 1 << 20)) {
      writer.integer(1).integer(1).text("a").date("2018-02-30").texts(List.of()).endRow();
      assertThatThrownBy(writer::flush)
          .hasMessageStartingWith(
              "Cannot write visit: date/time field value out of range: \"2018-02-30\" (");
    }
    assertThat(query("select count(*) from visit")).containsExactly("0");
  }

  @Test
  void lostConnection_saysThatNothingIsCommitted() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, GUEST, 1 << 20)) {
      guest(writer, "1", "Ada", 1);
      String self = query("select pg_backend_pid()::text").get(0);
      database.jdbi().useHandle(h -> h.execute("select pg_terminate_backend(" + self + "::int)"));
      assertThatThrownBy(writer::flush)
          .isInstanceOf(LinkgridException.class)
          .hasMessageStartingWith("Cannot write guest: ")
          .hasMessageEndingWith("Nothing of this batch was committed; run again.");
    }
  }

  @Test
  void rowOfWrongLength_isAFaultOfTheCaller() throws SQLException {
    try (CopyWriter writer = new CopyWriter(connection, GUEST, 1 << 20)) {
      guest(writer, "1", "Ada", 1);
      writer.text("2");
      assertThatThrownBy(writer::flush)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("A row of guest has not been ended");
      assertThatThrownBy(writer::endRow)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("A row of guest has 3 values, but was given 1");
      writer.text("3").texts(List.of()).integer(1);
      assertThatThrownBy(() -> writer.text("more"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("A row of guest has only 3 values");
      writer.flush();
    }
    assertThat(guests()).containsExactly("1 Ada 1");
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
                  CopyWriter writer = new CopyWriter(own, GUEST_REPLACED, 1 << 22)) {
                for (int batch = 0; batch < 10; batch++) {
                  together.await();
                  for (int i = 0; i < 2_000; i++) {
                    int key = direction > 0 ? i : 1_999 - i;
                    guest(writer, "k" + key, "Ada", (long) direction * batch);
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
    assertThat(query("select count(*) from guest")).containsExactly("2000");
  }

  @Test
  void rowsThatAreRarelyThere_stayAsTheyWere_whenTheyAre() throws SQLException {
    CopyTable rarely =
        new CopyTable(GUEST.name(), GUEST.columns(), GUEST.key(), OnConflict.KEEP_RARELY);
    try (CopyWriter writer = new CopyWriter(connection, rarely, CopyWriter.USUAL_BATCH)) {
      guest(writer, "ada", "Ada", 1);
      guest(writer, "bob", "Bob", 1);
      writer.flush();
      guest(writer, "bob", "Robert", 2);
      guest(writer, "cy", "Cy", 1);
      guest(writer, "cy", "Cyrus", 2);
      writer.flush();
      assertThat(writer.written()).isEqualTo(5);
      assertThat(writer.changed()).isEqualTo(3);
    }
    assertThat(guests()).containsExactly("ada Ada 1", "bob Bob 1", "cy Cy 1");
  }

  @Test
  void rowsWithANumberForAKey_goInItsOrder_andTheFirstOfEachStays() throws SQLException {
    CopyTable rarely =
        new CopyTable(MEASURE.name(), MEASURE.columns(), MEASURE.key(), OnConflict.KEEP_RARELY);
    try (CopyWriter writer = new CopyWriter(connection, rarely, CopyWriter.USUAL_BATCH)) {
      for (long id : new long[] {7, Long.MIN_VALUE, 3, Long.MAX_VALUE, -1}) {
        writer.integer(id).number(1).absent().text("first of " + id).endRow();
      }
      writer.integer(5);
      assertThatThrownBy(writer::endRow).isInstanceOf(IllegalStateException.class);
      writer.flush();
      assertThat(query("select id || ' ' || remark from measure order by ctid"))
          .containsExactly(
              Long.MIN_VALUE + " first of " + Long.MIN_VALUE,
              "-1 first of -1",
              "3 first of 3",
              "7 first of 7",
              Long.MAX_VALUE + " first of " + Long.MAX_VALUE);
      for (int i = 0; i < 3_000; i++) {
        writer.integer(i % 2_000).number(i).absent().text("later " + i).endRow();
      }
      writer.flush();
      assertThat(writer.written()).isEqualTo(3_005);
      assertThat(writer.changed()).isEqualTo(5 + 1_998);
    }
    assertThat(query("select remark from measure where id in (3, 4, 1999) order by id"))
        .containsExactly("first of 3", "later 4", "later 1999");
  }

  @Test
  void aKeyThatIsThere_sendsLaterBatchesByTheStagingTable() throws SQLException {
    CopyTable rarely =
        new CopyTable(GUEST.name(), GUEST.columns(), GUEST.key(), OnConflict.KEEP_RARELY);
    try (CopyWriter writer = new CopyWriter(connection, rarely, CopyWriter.USUAL_BATCH)) {
      for (String name : List.of("ada", "ada", "bob")) {
        guest(writer, name, name, 1);
        writer.flush();
      }
      assertThat(writer.changed()).isEqualTo(2);
    }
    assertThat(query("select count(*) from pg_class where relname = 'linkgrid_stage'"))
        .as("staging tables go with their batch")
        .containsExactly("0");
    assertThat(guests()).containsExactly("ada ada 1", "bob bob 1");
  }

  @Test
  void twoWritersThatMeetInACircle_bothEnd() throws Exception {
    CopyTable rarely =
        new CopyTable(GUEST.name(), GUEST.columns(), GUEST.key(), OnConflict.KEEP_RARELY);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier together = new CyclicBarrier(2);
    try {
      List<Callable<Long>> writers = new ArrayList<>();
      for (int direction : new int[] {1, -1}) {
        writers.add(
            () -> {
              try (Connection own = database.dataSource().getConnection();
                  CopyWriter writer = new CopyWriter(own, rarely, 1 << 22)) {
                for (int i = 0; i < 20_000; i++) {
                  guest(writer, "k" + (direction > 0 ? i : 19_999 - i), "Ada", 1);
                }
                together.await();
                writer.flush();
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
    assertThat(query("select count(*) from guest")).containsExactly("20000");
  }

  @Test
  void tableThatCannotBeWritten_isAFaultOfTheCaller() {
    List<String> columns = Arrays.asList("a", "b");
    assertThatThrownBy(() -> new CopyTable("t", columns, List.of("c"), OnConflict.KEEP))
        .hasMessage("The key of t is part of what is written");
    assertThatThrownBy(() -> new CopyTable("t", columns, List.of(), OnConflict.KEEP))
        .hasMessage(
            "A key goes with KEEP, KEEP_RARELY and REPLACE, and no key with FAIL, but t differs");
    assertThatThrownBy(() -> new CopyTable("t", List.of("a", "a"), List.of(), OnConflict.FAIL))
        .hasMessage("A table is written by columns, each of them once");
  }
}
