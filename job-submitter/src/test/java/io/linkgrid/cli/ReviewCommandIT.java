package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.database.RunLock;
import io.linkgrid.review.ReviewStory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People answer through standard input, or through a file. */
@ExtendWith(PostgresExtension.class)
class ReviewCommandIT {
  private static final String DECISIONS =
      "select concat_ws(' ', mention_id, answer, coalesce(entity_id, '-'),"
          + " coalesce(best_entity_id, '-'), probability, decided_by)"
          + " from review_decision order by mention_id";

  private static final String LINKS =
      "select concat_ws(' ', mention_id, decision, coalesce(entity_id, '-')) from link"
          + " where file_id > 1 order by mention_id";

  private static final String PROMPT = "[y]es same, [n]o different, [u]nsure, [b]ack, [q]uit: ";

  private final InputStream standardInput = System.in;

  @TempDir Path directory;
  private DatabaseSettings settings;
  private ReviewStory story;
  private String out = "";
  private String err = "";

  @BeforeEach
  void tell(DatabaseSettings shared) {
    settings = shared;
    story = new ReviewStory(shared);
  }

  @AfterEach
  void end() {
    System.setIn(standardInput);
    story.close();
  }

  @Test
  void aSession_asksAndWritesEachAnswer() throws Exception {
    assertThat(review("y\nNO\n u \nq\n", "--by", "ada")).isZero();

    assertThat(err).isEmpty();
    assertThat(out.lines().map(String::stripTrailing).toList())
        .startsWith(
            "",
            "1 of 4",
            "Record =b-2 (row B:2), entity E0000000000001",
            "   | attribute | record     | entity",
            "---+-----------+------------+------------",
            " * | name      | =harbour   | harbor",
            "   | address   | 12 pier rd | 12 pier rd",
            " * | zip       |            | 94111",
            "Probability 0.875000; runner-up E0000000000002, 0.062500",
            PROMPT.strip(),
            "2 of 4",
            "Record b-1 (row B:1, 2 rows say it), entity E0000000000002")
        .contains("Probability 0.500000; no runner-up", "3 of 4", "4 of 4")
        .endsWith(
            PROMPT + "3 answered (1 same, 1 different, 1 unsure), 1 left.",
            "1 in all are unsure; --unsure asks about them again.");
    assertThat(story.ask(LINKS))
        .containsExactly(
            "-13 REVIEW -",
            "10 MATCH E0000000000001",
            "11 NEW E000000000000B",
            "12 REVIEW -",
            "14 REVIEW -");
    assertThat(
            story.ask(
                "select row(entity_id, attributes, mentions, rows, file_id, run_id)::text from entity"
                    + " where entity_id = 'E000000000000B'"))
        .containsExactly(
            "(E000000000000B,\"{\"\"acme dinner\"\",\"\"20 market st\"\",94103}\",1,2,2,run-2)");
    assertThat(story.ask(DECISIONS))
        .containsExactly(
            "10 SAME E0000000000001 E0000000000001 0.875 ada",
            "11 DIFFERENT E000000000000B E0000000000002 0.5 ada",
            "12 UNSURE - E0000000000002 0.5 ada");
    assertThat(story.version()).isEqualTo(4);
  }

  @Test
  void back_takesAnswersBackOneByOne() throws Exception {
    Map<String, List<String>> before = story.tables();

    assertThat(review("y\nn\nu\nb\nb\nb\nb\nq\n")).isZero();

    assertThat(err).isEqualTo("Nothing was answered in this session, so nothing is taken back.\n");
    assertThat(out).endsWith("0 answered (0 same, 0 different, 0 unsure), 4 left.\n");
    assertThat(story.tables()).isEqualTo(before);
    assertThat(story.version()).isEqualTo(6);
  }

  @Test
  void anythingElse_repeatsTheQuestion_andTheEndOfInputQuits() throws Exception {
    Map<String, List<String>> before = story.tables();

    assertThat(review("maybe\n\n")).isZero();

    assertThat(err)
        .isEqualTo(
            """
            Expected y, n, u, b or q, but found 'maybe'.
            Expected y, n, u, b or q, but found ''.
            """);
    assertThat(out)
        .endsWith(
            PROMPT + PROMPT + PROMPT + "\n0 answered (0 same, 0 different, 0 unsure), 4 left.\n");
    assertThat(story.tables()).isEqualTo(before);
  }

  @Test
  void aSessionThatEnds_isGoneOnWith() throws Exception {
    review("u\ny\n");
    assertThat(out)
        .endsWith(
            """

            2 answered (1 same, 0 different, 1 unsure), 2 left.
            1 in all are unsure; --unsure asks about them again.
            """);

    review("n\nn\n");
    assertThat(out)
        .startsWith("\n1 of 2\nRecord b-4 (row B:4), entity E0000000000002\n")
        .contains("\n2 of 2\nRecord b-5 (row B:5), entity none\n")
        .endsWith(
            PROMPT
                + "2 answered (0 same, 2 different, 0 unsure), 0 left.\n"
                + "1 in all are unsure; --unsure asks about them again.\n");

    review("y\n");
    assertThat(out)
        .isEqualTo(
            """
            0 answered (0 same, 0 different, 0 unsure), 0 left.
            1 in all are unsure; --unsure asks about them again.
            """);

    review("y\n", "--unsure");
    assertThat(out)
        .contains("1 of 1\nRecord =b-2 (row B:2)")
        .endsWith(PROMPT + "1 answered (1 same, 0 different, 0 unsure), 0 left.\n");
    assertThat(story.ask(LINKS))
        .containsExactly(
            "-13 NEW EFVVVVVVVVVVVJ",
            "10 MATCH E0000000000001",
            "11 MATCH E0000000000002",
            "12 NEW E000000000000C",
            "14 REVIEW -");
    assertThat(err).isEmpty();
  }

  @Test
  void withoutACandidate_aRecordCannotBeTheSame() throws Exception {
    review("u\nu\nu\ny\nn\n");

    assertThat(err)
        .isEqualTo(
            "Mention -13 has no entity to be the same as; expected the answer n or u, found y.\n");
    assertThat(out)
        .endsWith(
            """
            4 answered (0 same, 1 different, 3 unsure), 0 left.
            3 in all are unsure; --unsure asks about them again.
            """);
  }

  @Test
  void duringARun_theSessionEnds() throws Exception {
    RunLock run = RunLock.take(story.database());
    try {
      assertThat(review("y\n")).isEqualTo(5);
    } finally {
      run.close();
    }
    assertThat(err)
        .isEqualTo(
            "Another run is at work on the schema '"
                + story.schema()
                + "' of this database. Nothing was changed. Wait until it ends, and run again.\n");
    assertThat(story.ask(DECISIONS)).isEmpty();
  }

  @Test
  void theExport_isTheQueue_andIsNeverOverwritten() throws Exception {
    Path sheet = directory.resolve("queue.csv");

    assertThat(review("", "--export", sheet.toString())).isZero();

    assertThat(out)
        .isEqualTo(
            "4 questions in "
                + sheet
                + ". Fill in the column 'answer' (y, n, u), then --import it.\n");
    String text =
        """
        mention_id,probability,best_entity_id,record_id,name_record,name_entity,address_record,address_entity,zip_record,zip_entity,answer
        10,0.875000,E0000000000001,'=b-2,'=harbour,harbor,12 pier rd,12 pier rd,,94111,
        11,0.500000,E0000000000002,b-1,acme dinner,acme diner,20 market st,200 market st,94103,94103,
        12,0.500000,E0000000000002,b-4,acme,acme diner,200 market st,200 market st,94103,94103,
        -13,0.250000,,b-5,nowhere,,1 far rd,,94199,,
        """;
    assertThat(Files.readString(sheet)).isEqualTo(text);

    review("y\n");
    assertThat(review("", "--export", sheet.toString())).isEqualTo(2);
    assertThat(err)
        .isEqualTo(
            sheet + " is there already, perhaps with answers. Give --export another name.\n");
    assertThat(Files.readString(sheet)).isEqualTo(text);

    Path nowhere = directory.resolve("nowhere").resolve("queue.csv");
    assertThat(review("", "--export", nowhere.toString())).isEqualTo(2);
    assertThat(err)
        .isEqualTo(
            "Cannot write "
                + nowhere
                + ": there is no such directory. Give --export a place that you may write to.\n");

    Path inAFile = sheet.resolve("queue.csv");
    assertThat(review("", "--export", inAFile.toString())).isEqualTo(2);
    assertThat(err)
        .startsWith("Cannot write " + inAFile + ": ")
        .endsWith(". Give --export a place that you may write to.\n");
  }

  @Test
  void anImport_isAsAnsweringByHand() throws Exception {
    Path sheet = directory.resolve("queue.csv");
    review("", "--export", sheet.toString());
    fillIn(sheet, "Same", "N", " unsure ", "different");

    assertThat(review("", "--import", sheet.toString(), "--by", "ada")).isZero();

    assertThat(err).isEmpty();
    assertThat(out)
        .isEqualTo(
            """
            4 answered (1 same, 2 different, 1 unsure), 0 left.
            1 in all are unsure; --unsure asks about them again.
            """);
    try (ReviewStory byHand = new ReviewStory(settings)) {
      ReviewStory imported = story;
      story = byHand;
      review("y\nn\nu\nn\n", "--by", "ada");
      story = imported;
      assertThat(timeless(byHand)).isEqualTo(timeless(imported));
      assertThat(byHand.version()).isEqualTo(imported.version()).isEqualTo(5);
    }

    Map<String, List<String>> before = story.tables();
    assertThat(review("", "--import", sheet.toString(), "--by", "bob")).isZero();
    assertThat(err)
        .isEqualTo(
            "Skipped line 2: Mention 10 is no longer in the queue: its link is MATCH. It was left"
                + " as it is.\n"
                + "Skipped line 3: Mention 11 is no longer in the queue: its link is NEW. It was"
                + " left as it is.\n"
                + "Skipped line 4: Mention 12 is no longer in the queue: ada answered UNSURE. It was"
                + " left as it is; --unsure asks again.\n"
                + "Skipped line 5: Mention -13 is no longer in the queue: its link is NEW. It was"
                + " left as it is.\n");
    assertThat(out).startsWith("0 answered (0 same, 0 different, 0 unsure), 0 left.\n");
    assertThat(story.tables()).isEqualTo(before);
  }

  @Test
  void aSheetOfASpreadsheet_isReadToo() throws Exception {
    Path sheet = directory.resolve("sheet.csv");
    Files.writeString(sheet, "\uFEFFanswer;mention_id\r\ny;10\r\n;11\r\n");

    assertThat(review("", "--import", sheet.toString())).isZero();

    assertThat(out).isEqualTo("1 answered (1 same, 0 different, 0 unsure), 3 left.\n");
  }

  @Test
  void everyProblemOfASheet_isToldBeforeAnythingIsChanged() throws Exception {
    Map<String, List<String>> before = story.tables();
    Path sheet = directory.resolve("sheet.csv");
    Files.writeString(
        sheet,
        """
        mention_id,answer
        10,y
        77,n
        11,perhaps
        1.2E+18,u
        10,n
        -13,same
        12
        1,y
        """);

    assertThat(review("", "--import", sheet.toString())).isEqualTo(3);

    assertThat(err)
        .isEqualTo(
            sheet
                + """
                 has 6 problems; nothing was changed. Correct and import again.
                line 3: expected a mention of this database, found 77. Did a spreadsheet round it? Import that column as text.
                line 4: expected an answer y, n or u (yes, no, unsure; same, different), or none, found 'perhaps'.
                line 5: expected a mention_id, which is a whole number, found '1.2E+18'. Did a spreadsheet round it? Import that column as text.
                line 6: expected each mention once, found 10 again, as in line 2.
                line 7: Mention -13 has no entity to be the same as; expected the answer n or u, found y.
                line 8: expected 2 fields as in the header, found 1.
                """);
    assertThat(story.tables()).isEqualTo(before);
  }

  @Test
  void aFileThatIsNoSheet_isRefused() throws Exception {
    Path sheet = directory.resolve("sheet.csv");
    assertThat(review("", "--import", sheet.toString())).isEqualTo(3);
    assertThat(err).isEqualTo("There is no file " + sheet + ". Check the path.\n");

    Files.writeString(sheet, "");
    assertThat(review("", "--import", sheet.toString())).isEqualTo(3);
    assertThat(err).isEqualTo(notASheet(sheet, "it is empty"));

    Files.writeString(sheet, "mention_id,name\n1,x\n");
    assertThat(review("", "--import", sheet.toString())).isEqualTo(3);
    assertThat(err).isEqualTo(notASheet(sheet, "found 0 of 'answer' in: mention_id, name"));

    // A quote that is not closed takes the next rows with it.
    Files.writeString(sheet, "mention_id,answer\n10,\"y\n11,n\n");
    assertThat(review("", "--import", sheet.toString())).isEqualTo(3);
    assertThat(err)
        .isEqualTo(
            sheet
                + " has 1 problem; nothing was changed. Correct and import again.\nline 2: expected"
                + " an answer y, n or u (yes, no, unsure; same, different), or none, found 'y"
                + " 11,n'.\n");

    Files.writeString(sheet, "mention_id,answer\n10,\"" + "x".repeat(17 << 20));
    assertThat(review("", "--import", sheet.toString())).isEqualTo(3);
    assertThat(err)
        .startsWith("Cannot read " + sheet + " as CSV: ")
        .endsWith(". Nothing was changed. Save it as CSV and import again.\n");

    assertThat(review("", "--import", directory.toString())).isEqualTo(3);
    assertThat(err)
        .startsWith("Cannot read " + directory + ": ")
        .endsWith(". Nothing was changed. Give --import a file that --export wrote.\n");
  }

  private static String notASheet(Path sheet, String found) {
    return sheet
        + " line 1: expected a header with one column 'mention_id' and one column 'answer', but "
        + found
        + ". Nothing was changed. Import a file that --export wrote.\n";
  }

  @Test
  void whatDoesNotGoTogether_isRefused() throws Exception {
    assertThat(review("", "--export", "a.csv", "--import", "b.csv")).isEqualTo(2);
    assertThat(err)
        .isEqualTo("--export and --import exclude each other. Export, fill in, then import.\n");

    assertThat(review("", "--by", " ")).isEqualTo(2);
    assertThat(err).isEqualTo("--by expects the name of a person, but found ' '.\n");

    story.execute("insert into run (run_id, state, spec) values ('run-9', 'DONE', 'another')");
    assertThat(review("y\n")).isEqualTo(2);
    assertThat(err)
        .isEqualTo(
            directory.resolve("spec.yaml")
                + " differs from the spec by which the records were linked (run run-9). Nothing was"
                + " changed. Give --spec the text of then.\n");
  }

  @Test
  void theHelp_hasExamples() throws Exception {
    assertThat(review("", "--help")).isZero();

    assertThat(out)
        .contains(
            "Examples: linkgrid review\n",
            "linkgrid review --export queue.csv",
            "--unsure",
            "--by");
  }

  /** The tables without the times at which rows were written. */
  private static List<String> timeless(ReviewStory told) {
    List<String> rows = new ArrayList<>();
    for (String table : told.tables().keySet()) {
      rows.addAll(
          told.ask(
              "select (to_jsonb(t) - '{landed_at,decided_at,founded_at,since}'::text[])::text from "
                  + table
                  + " t order by 1"));
    }
    return rows;
  }

  /** Puts an answer behind each row. */
  private static void fillIn(Path sheet, String... answers) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(sheet));
    for (int i = 0; i < answers.length; i++) {
      lines.set(i + 1, lines.get(i + 1) + answers[i]);
    }
    Files.write(sheet, lines);
  }

  private int review(String answers, String... options) throws IOException {
    System.setIn(new ByteArrayInputStream(answers.getBytes(UTF_8)));
    List<String> words = new ArrayList<>(List.of("review"));
    words.addAll(List.of(options));
    TypedCommand typed = TypedCommand.run(directory, settings, story, words);
    out = typed.out();
    err = typed.err();
    return typed.code();
  }
}
