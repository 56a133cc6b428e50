package io.linkgrid.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.database.RunLock;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.ResultFiles;
import io.linkgrid.report.RunFile;
import io.linkgrid.spec.SpecText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(PostgresExtension.class)
class ReviewQueueIT {
  private ReviewStory story;
  private ReviewQueue queue;

  @BeforeEach
  void tell(DatabaseSettings settings) {
    story = new ReviewStory(settings);
    queue = new ReviewQueue(story.database(), story.linkSpec(), UnsureOnes.LEFT_ASIDE);
  }

  @AfterEach
  void end() {
    story.close();
  }

  @Test
  void theQueue_isInOrderOfProbabilityThenMention_withoutFilesThatAreNotDone() {
    assertThat(queue.all()).extracting(ReviewItem::mention).containsExactly(10L, 11L, 12L, -13L);
    assertThat(queue.size()).isEqualTo(4);
    assertThat(queue.next().orElseThrow())
        .isEqualTo(queue.all().get(0))
        .hasToString(
            "ReviewItem[mention=10, recordId==b-2, place=B:2, rows=1, values=[=harbour, 12 pier rd,"
                + " ], probability=0.875, bestEntityId=Optional[E0000000000001],"
                + " entityValues=[harbor, 12 pier rd, 94111],"
                + " runnerUpEntityId=Optional[E0000000000002], runnerUpProbability=0.0625]");
    assertThat(queue.all().get(1))
        .extracting(ReviewItem::recordId, ReviewItem::place, ReviewItem::rows)
        .containsExactly("b-1", "B:1", 2L);
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void anAnswerThatIsTakenBack_leavesEveryTableAsItWas(Answer answer) {
    Map<String, List<String>> before = story.tables();
    queue.answer(11, answer, "ada");
    assertThat(story.tables()).isNotEqualTo(before);
    assertThat(queue.size()).isEqualTo(3);

    assertThat(queue.undo()).contains(11L);

    assertThat(story.tables()).isEqualTo(before);
    // A version never comes twice: a grid may have loaded the one in between.
    assertThat(story.version()).isEqualTo(answer == Answer.UNSURE ? 2 : 4);
    assertThat(queue.size()).isEqualTo(4);
    assertThat(queue.answered()).isZero();
    assertThat(queue.undo()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void anAnswerInPlaceOfUnsure_isTakenBackToUnsure(Answer answer) {
    queue.answer(11, Answer.UNSURE, "ada");
    Map<String, List<String>> before = story.tables();
    ReviewQueue later = new ReviewQueue(story.database(), story.linkSpec(), UnsureOnes.ASKED_AGAIN);
    assertThat(later.size()).isEqualTo(4);
    later.answer(11, answer, "bob");
    assertThat(later.size()).isEqualTo(3);
    assertThat(story.ask("select answer || ' ' || decided_by from review_decision"))
        .containsExactly(answer + " bob");

    later.undo();

    assertThat(story.tables()).isEqualTo(before);
  }

  @Test
  void theResultFiles_showTheAnswers(@TempDir Path out) throws Exception {
    queue.answer(10, Answer.SAME, "ada");
    queue.answer(11, Answer.DIFFERENT, "ada");
    queue.answer(12, Answer.UNSURE, "ada");

    ResultFiles.write(
        story.database().dataSource(),
        List.of(new RunFile("B", 2, "b.csv")),
        new SpecText("story", story.spec()).parse(),
        "run-2",
        out);

    assertThat(out.resolve("links.csv"))
        .content()
        .isEqualTo(
            """
            file,row,record_id,entity_id,match_probability,decision,weight,runner_up,runner_up_probability,candidate
            B,1,b-1,E000000000000B,0.500000,NEW,0.000000,,,
            B,2,'=b-2,E0000000000001,0.875000,MATCH,2.800000,E0000000000002,0.062500,
            B,3,b-3,E000000000000B,0.500000,MATCH,0.000000,,,
            B,4,b-4,,0.500000,REVIEW,0.000000,,,E0000000000002
            B,5,b-5,,0.250000,REVIEW,-1.600000,,,
            """);
    assertThat(out.resolve("entities.csv"))
        .content()
        .isEqualTo(
            """
            entity_id,name,address,zip,mentions,rows
            E0000000000001,'=harbour,12 pier rd,94111,1,1
            E000000000000B,acme dinner,20 market st,94103,1,2
            """);
  }

  @Test
  void aLinkThatIsNotInReview_isNeverChanged() {
    Map<String, List<String>> before = story.tables();
    for (Answer answer : Answer.values()) {
      assertRefused(
          1, answer, "Mention 1 is no longer in the queue: its link is NEW. It was left as it is.");
      assertRefused(99, answer, "There is no link of mention 99; nothing was changed.");
      assertRefused(
          14,
          answer,
          "Mention 14 is not in the queue yet: the run of its file has not ended. It was left as it"
              + " is.");
    }
    assertThat(story.tables()).isEqualTo(before);
    assertThat(story.version()).isEqualTo(2);
  }

  @Test
  void aSecondAnswer_isRefused() {
    queue.answer(10, Answer.SAME, "ada");
    queue.answer(11, Answer.UNSURE, "ada");
    Map<String, List<String>> before = story.tables();

    assertRefused(
        10,
        Answer.DIFFERENT,
        "Mention 10 is no longer in the queue: its link is MATCH. It was left as it is.");
    assertRefused(
        11,
        Answer.SAME,
        "Mention 11 is no longer in the queue: ada answered UNSURE. It was left as it is; --unsure"
            + " asks again.");

    assertThat(story.tables()).isEqualTo(before);
  }

  @Test
  void anEntityThatIsThereAlready_isNotFoundedAgain() {
    story.execute(
        "insert into entity values ('E000000000000A', '{\"x\",\"\",\"\"}', 1, 1, 1, 'run-1')");
    assertRefused(
        10,
        Answer.DIFFERENT,
        "Mention 10 cannot found the entity E000000000000A, which is there already; expected the"
            + " answer y or u, found n.");
  }

  @Test
  void whatOthersBuiltOn_isNotTakenBack() {
    queue.answer(10, Answer.DIFFERENT, "ada");
    story.execute("update link set best_entity_id = 'E000000000000A' where mention_id = 12");
    assertNotTakenBack(10, "other links name the entity E000000000000A by now");

    story.execute(
        "update link set entity_id = 'E0000000000001', decision = 'MATCH' where mention_id = 10");
    assertNotTakenBack(10, "its link is another one");

    story.execute("update review_decision set decided_at = decided_at + interval '1 second'");
    assertNotTakenBack(10, "somebody else answered it again");
    assertThat(queue.answered()).isEqualTo(1);
  }

  @Test
  void duringARun_nothingIsAnsweredNorTakenBack() {
    queue.answer(12, Answer.SAME, "ada");
    Map<String, List<String>> before = story.tables();
    RunLock run = RunLock.take(story.database());
    try {
      String message =
          "Another run is at work on the schema '"
              + story.schema()
              + "' of this database. Nothing was changed. Wait until it ends, and run again.";
      assertThatThrownBy(() -> queue.answer(10, Answer.SAME, "ada")).hasMessage(message);
      assertThatThrownBy(() -> queue.undo()).hasMessage(message);
    } finally {
      run.close();
    }
    assertThat(story.tables()).isEqualTo(before);
    queue.answer(10, Answer.SAME, "ada");
    assertThat(queue.answered(Answer.SAME)).isEqualTo(2);
  }

  @Test
  void anAnswerThatFailsHalfway_changesNothing() {
    story.execute("alter table review_decision add constraint nobody check (decided_by <> 'eve')");
    Map<String, List<String>> before = story.tables();

    assertThatThrownBy(() -> queue.answer(10, Answer.DIFFERENT, "eve"))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DATABASE))
        .hasMessageStartingWith("Cannot write the answer: ")
        .hasMessageEndingWith(
            "Answers before it are kept; run again, and what is not answered is asked.");

    assertThat(story.tables()).isEqualTo(before);
    assertThat(story.version()).isEqualTo(2);
    assertThat(queue.answered()).isZero();
  }

  @Test
  void aQueueThatCannotBeRead_isAProblemOfTheDatabase() {
    story.execute("alter table mention rename to elsewhere");
    assertThatThrownBy(() -> queue.next())
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DATABASE))
        .hasMessageStartingWith("Cannot read the review queue: ")
        .hasMessageEndingWith(". Run again.");
  }

  private void assertRefused(long mention, Answer answer, String message) {
    assertThatThrownBy(() -> queue.answer(mention, answer, "ada"))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
        .hasMessage(message);
  }

  private void assertNotTakenBack(long mention, String how) {
    Map<String, List<String>> before = story.tables();
    assertThatThrownBy(() -> queue.undo())
        .hasMessage(
            "The answer about mention "
                + mention
                + " cannot be taken back: "
                + how
                + ". Nothing was changed.");
    assertThat(story.tables()).isEqualTo(before);
  }
}
