package io.linkgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.database.RunLock;
import io.linkgrid.review.ReviewStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people say about entities, and what became of it, as they type it. */
@ExtendWith(PostgresExtension.class)
class LedgerCommandsIT {
  private static final String HARBOR = "E0000000000001";
  private static final String ACME = "E0000000000002";

  private static final String NO_ENTITY =
      "There is no entity 'E9'. Ids are in links.csv and entities.csv, such as E0A1B2C3D4E5F6.\n";

  private static final String NO_RECORD =
      "There is no record 'B:99'. Give the text of its id column, or the role of a file and a row"
          + " such as A:12.\n";

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
    story.close();
  }

  @Test
  void whatIsMergedAndSplitAgain_isInTheHistory() throws Exception {
    assertThat(run("merge", ACME, HARBOR, "--by", "ada", "--why", "same owner")).isZero();
    assertThat(out).isEqualTo(HARBOR + " is one with " + ACME + "; mentions that moved: 1.\n");
    assertThat(err).isEmpty();
    assertThat(story.version()).isEqualTo(3);

    assertThat(run("split", "A:2", "--by", "ben", "--why", "the bar next door")).isZero();
    String founded = story.ask("select entity_id from link where mention_id = 2").get(0);
    assertThat(out).isEqualTo("From " + HARBOR + " to " + founded + ": 1 mentions, 1 rows.\n");
    assertThat(story.ask("select mention_id || ' ' || other_id || ' ' || by_person from apart"))
        .containsExactly("1 2 ben");

    assertThat(run("history", "a-2")).isZero();
    assertThat(withoutTimes(out))
        .containsExactly(
            "A:2 " + ACME + " INFERRED found",
            "A:2 " + ACME + " RETRACTED merge ada same owner",
            "A:2 " + HARBOR + " ASSERTED merge ada same owner",
            "A:2 " + HARBOR + " RETRACTED split ben the bar next door",
            "A:2 " + founded + " ASSERTED split ben the bar next door");

    assertThat(run("history", ACME, "--format", "json")).isZero();
    assertThat(out)
        .contains("\"of\":\"" + ACME + "\"", "\"change\":\"MERGED_INTO\"", "\"by\":\"ada\"");
    assertThat(founded).as("an id is made of what founds it, so it is back").isEqualTo(ACME);
  }

  @Test
  void anIdThatIsGone_saysWhereItWent() throws Exception {
    run("merge", HARBOR, ACME);

    refused(
        "The entity " + ACME + " was merged into " + HARBOR + "; give that one.\n",
        "merge",
        HARBOR,
        ACME);
    refused(
        "The entity " + ACME + " was merged into " + HARBOR + "; give that one.\n",
        "split",
        "A:2",
        "--to",
        ACME);
  }

  @Test
  void recordsGoToAnEntityThatIsThere() throws Exception {
    run("merge", HARBOR, ACME);
    story.execute(
        "insert into entity (entity_id, attributes, mentions, rows, file_id, run_id) values"
            + " ('E0000000000003', '{\"inn\",\"\",\"\"}', 0, 0, 2, 'run-2')");

    assertThat(run("split", "a-2", "--to", "E0000000000003", "--by", "ada")).isZero();

    assertThat(out).isEqualTo("From " + HARBOR + " to E0000000000003: 1 mentions, 1 rows.\n");
  }

  @Test
  void whatCannotBeMerged_isRefused_andNothingChanges() throws Exception {
    Map<String, List<String>> before = story.tables();

    refused(
        "A merge expects two or more different entities, found [" + ACME + "].\n",
        "merge",
        ACME,
        ACME);
    refused(NO_ENTITY, "merge", ACME, "E9");
    refused(
        "--by expects the name of a person, but found ' '.\n", "merge", ACME, HARBOR, "--by", " ");
    assertThat(run("merge", ACME)).isEqualTo(2);
    assertThat(err).contains("ENTITY");

    assertThat(story.tables()).isEqualTo(before);
  }

  @Test
  void whatCannotBeSplit_isRefused_andNothingChanges() throws Exception {
    run("merge", HARBOR, ACME);
    Map<String, List<String>> before = story.tables();

    refused(NO_RECORD, "split", "B:99");
    refused(NO_ENTITY, "split", "A:2", "--to", "E9");
    refused("The records are of " + HARBOR + " already.\n", "split", "A:2", "--to", HARBOR);
    refused(
        "A split expects records of one entity, but b-1 waits for review; answer with 'linkgrid"
            + " review'.\n",
        "split",
        "b-1");
    refused(
        "A split expects records of one entity, but A:1, B:1 are of "
            + HARBOR
            + " and none (review).\n",
        "split",
        "A:1",
        "B:1");
    refused(
        "Nothing would stay of "
            + HARBOR
            + ": all its rows say the same as A:1, A:2. To make it one with another entity, use"
            + " 'linkgrid merge'.\n",
        "split",
        "A:1",
        "A:2");
    refused("--by expects the name of a person, but found ''.\n", "split", "A:2", "--by", "");

    assertThat(story.tables()).isEqualTo(before);
  }

  @Test
  void whatNobodyKnows_hasNoHistory() throws Exception {
    refused(
        "There is neither an entity nor a record 'nobody'. Give an id such as E0A1B2C3D4E5F6, the"
            + " text of a record's id column, or the role of a file and a row such as A:12.\n",
        "history",
        "nobody");
    assertThat(run("history")).isEqualTo(2);
    assertThat(err).contains("ENTITY|RECORD");
    assertThat(run("history", ACME, "--format", "xml")).isEqualTo(2);
    assertThat(err).contains("xml", "table, json");
  }

  @Test
  void whileARunIsAtWork_nothingIsSaid() throws Exception {
    try (RunLock lock = RunLock.take(story.database())) {
      assertThat(lock).isNotNull();
      assertThat(run("merge", ACME, HARBOR)).isEqualTo(5);
      assertThat(err).startsWith("Another run is at work on the schema");
      assertThat(run("split", "A:1")).isEqualTo(5);
      assertThat(run("history", ACME)).as("reading does no harm").isZero();
    }
  }

  @Test
  void anotherSpec_isRefused() throws Exception {
    story.execute("insert into run (run_id, state, spec) values ('run-9', 'DONE', 'another')");

    for (List<String> command :
        List.of(
            List.of("merge", ACME, HARBOR),
            List.of("split", "A:1"),
            List.of("evaluate", "--reviewed"))) {
      refused(
          directory.resolve("spec.yaml")
              + " differs from the spec by which the records were linked (run run-9). Nothing was"
              + " changed. Give --spec the text of then.\n",
          command.toArray(String[]::new));
    }
  }

  /** Two reviews of 0.5 and one of 0.875; what was the same shares no zip, and so no key. */
  @Test
  void answersOfReviews_areATruth() throws Exception {
    assertThat(run("evaluate", "--reviewed")).isEqualTo(3);
    assertThat(err)
        .isEqualTo(
            "Nobody has answered a review of '"
                + story.schema()
                + "' with same or different yet. Answer some with 'linkgrid review', or give a"
                + " truth with --truth or --gold.\n");

    Path sheet = directory.resolve("sheet.csv");
    Files.writeString(sheet, "mention_id,answer\n10,y\n11,n\n12,y\n");
    assertThat(run("review", "--import", sheet.toString(), "--by", "ada")).isZero();

    assertThat(run("evaluate", "--reviewed")).isZero();
    assertThat(out)
        .doesNotContain("precision    recall        F1     right pairs")
        .contains("Decisions about records, against the truth")
        .containsPattern("REVIEW +\\| +3 \\| +2 \\| +0 \\| +1 \\| +0 *\\n")
        .containsPattern("0.5 to 0.6 +\\| +2 \\| +1 \\| 0.5000 ")
        .containsPattern("0.8 to 0.9 +\\| +1 \\| +1 \\| 1.0000 ")
        .containsPattern("true pairs that share a key +\\| +0.5000 +\\| +1 \\| +2 *\\n");

    Path page = directory.resolve("page.html");
    assertThat(run("evaluate", "--reviewed", "--report", page.toString())).isZero();
    assertThat(page).content().contains("The answers of clerical review");

    refused(
        "--missed weighs pairs, but the schema '"
            + story.schema()
            + "' has no model. Leave --missed away, or learn one with 'linkgrid train'.\n",
        "evaluate",
        "--reviewed",
        "--missed",
        "3");
    refused(
        "--reviewed takes truth, links and texts from the database of the run. Give it with --spec,"
            + " --db or --data-dir, --missed, --report and --format alone.\n",
        "evaluate",
        "--reviewed",
        "--links",
        "links.csv");
  }

  /** The columns of what happened to links, but for time, weight, probability, model and run. */
  private static List<String> withoutTimes(String history) {
    return history
        .lines()
        .skip(2)
        .map(line -> line.split("\\|", -1))
        .map(
            cells ->
                String.join(
                        " ",
                        cells[1].strip(),
                        cells[2].strip(),
                        cells[3].strip(),
                        cells[4].strip(),
                        cells[9].strip(),
                        cells[10].strip())
                    .strip())
        .toList();
  }

  private void refused(String message, String... arguments) throws IOException {
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err).isEqualTo(message);
    assertThat(out).isEmpty();
  }

  private int run(String... words) throws IOException {
    TypedCommand typed = TypedCommand.run(directory, settings, story, List.of(words));
    out = typed.out();
    err = typed.err();
    return typed.code();
  }
}
