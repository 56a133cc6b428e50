package io.linkgrid.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.database.RunLock;
import io.linkgrid.ledger.LinkLedger.Assertion;
import io.linkgrid.ledger.LinkLedger.Merged;
import io.linkgrid.ledger.LinkLedger.Split;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.review.Answer;
import io.linkgrid.review.ReviewQueue;
import io.linkgrid.review.ReviewStory;
import io.linkgrid.review.UnsureOnes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Harbor and the Acme, of which people have something to say. */
@ExtendWith(PostgresExtension.class)
class LinkLedgerIT {
  private static final String HARBOR = "E0000000000001";
  private static final String ACME = "E0000000000002";
  private static final Assertion ADA = new Assertion("ada", "seen it");

  private static final String LINKS =
      "select concat_ws(' ', mention_id, coalesce(entity_id, '-'), status) from link"
          + " where file_id < 3 order by mention_id";

  private static final String EVENTS =
      "select concat_ws(' ', mention_id, entity_id, status, cause, coalesce(by_person, '-'),"
          + " coalesce(why, '-')) from link_event order by at, event_id, mention_id";

  private static final String CHANGES =
      "select concat_ws(' ', entity_id, change, coalesce(other_id, '-'), coalesce(by_person, '-'))"
          + " from entity_event order by at, event_id, entity_id";

  private ReviewStory story;
  private LinkLedger ledger;
  private ReviewQueue queue;

  @BeforeEach
  void tell(DatabaseSettings settings) {
    story = new ReviewStory(settings);
    ledger = new LinkLedger(story.database(), story.linkSpec());
    queue = new ReviewQueue(story.database(), story.linkSpec(), UnsureOnes.LEFT_ASIDE);
  }

  @AfterEach
  void end() {
    story.close();
  }

  private List<String> newEvents(Runnable act) {
    int before = story.ask(EVENTS).size();
    act.run();
    List<String> events = story.ask(EVENTS);
    return events.subList(before, events.size());
  }

  @Test
  void everyLinkOfARun_isInTheLedger_alsoThoseLeftToAPerson() {
    assertThat(story.ask(EVENTS))
        .containsExactly(
            "1 E0000000000001 INFERRED found - -",
            "2 E0000000000002 INFERRED found - -",
            "10 E0000000000001 REVIEW match - -",
            "11 E0000000000002 REVIEW match - -",
            "12 E0000000000002 REVIEW match - -",
            "14 E0000000000001 REVIEW match - -");
    assertThat(story.ask(CHANGES))
        .containsExactly("E0000000000001 FOUNDED - -", "E0000000000002 FOUNDED - -");
  }

  @Test
  void whatIsWrittenAgain_addsNothing() {
    assertThat(
            newEvents(
                () ->
                    story.execute(
                        """
                        insert into link (mention_id, entity_id, decision, probability, weight,
                                          file_id, run_id)
                        values (1, 'E0000000000001', 'NEW', 1, 0, 1, 'run-1')
                        on conflict do nothing;
                        insert into entity (entity_id, attributes, mentions, rows, file_id, run_id)
                        values ('E0000000000001', '{}', 1, 1, 1, 'run-1') on conflict do nothing;
                        update link set entity_id = entity_id, probability = probability
                        """)))
        .isEmpty();
    assertThat(story.ask(CHANGES)).hasSize(2);
  }

  /** What a row says need not be written twice; once the row says something else, it is. */
  @Test
  void theFirstEvent_isReadFromTheRow_andWrittenBeforeTheRowChangesOrGoes() {
    story.execute(
        """
        insert into model (model_id, origin, model) values ('first', 'LEARNT', '{}');
        """);
    story.execute(
        """
        insert into mention (mention_id, attributes) values (21, '{a}'), (22, '{b}'), (23, '{c}');
        insert into entity (entity_id, attributes, mentions, rows, file_id, run_id)
        values ('E21', '{a}', 1, 1, 1, 'run-1');
        insert into link (mention_id, entity_id, decision, probability, weight, best_entity_id,
                          file_id, run_id)
        values (21, 'E21', 'NEW', 1, 0, null, 1, 'run-1'),
          (22, 'E21', 'MATCH', 0.9, 3.5, null, 1, 'run-1'),
          (23, null, 'REVIEW', 0.5, 1.5, 'E21', 1, 'run-1')
        """);
    story.execute(
        """
        update model set current = false;
        insert into model (model_id, origin, model) values ('second', 'LEARNT', '{}')
        """);
    String ofThese =
        """
        select concat_ws(' ', mention_id, entity_id, status, weight, probability,
                         coalesce(model_id, '-'), run_id, cause)
        from link_event where mention_id > 20 order by at, event_id, mention_id
        """;
    List<String> first =
        List.of(
            "21 E21 INFERRED 0 1 first run-1 found",
            "22 E21 INFERRED 3.5 0.9 first run-1 match",
            "23 E21 REVIEW 1.5 0.5 first run-1 match");
    assertThat(story.ask(ofThese)).containsExactlyElementsOf(first);
    assertThat(story.ask("select mention_id::text from written_link_event")).isEmpty();
    assertThat(story.ask("select entity_id from written_entity_event")).isEmpty();

    story.execute(
        """
        update link set weight = 9, probability = 0.99, run_id = 'run-2' where mention_id > 20;
        delete from link where mention_id = 22;
        delete from entity where entity_id = 'E21';
        insert into link (mention_id, entity_id, decision, probability, weight, file_id, run_id)
        values (22, 'E21', 'MATCH', 0.8, 2, 1, 'run-3')
        """);

    assertThat(story.ask(ofThese))
        .startsWith(first.toArray(String[]::new))
        .endsWith(
            "22 E21 RETRACTED 9 0.99 - run-2 removed", "22 E21 INFERRED 2 0.8 second run-3 match")
        .hasSize(5);
    assertThat(story.ask("select mention_id || status from written_link_event order by event_id"))
        .containsExactlyInAnyOrder("21INFERRED", "22INFERRED", "23REVIEW", "22RETRACTED");
    assertThat(story.ask(CHANGES)).endsWith("E21 FOUNDED - -", "E21 REMOVED - -");
  }

  @Test
  void anAnswer_isAsserted_andWhatIsTakenBackIsRetracted() {
    assertThat(newEvents(() -> queue.answer(11, Answer.SAME, "ada")))
        .containsExactly("11 E0000000000002 ASSERTED review ada -");
    assertThat(
            story.ask(
                "select array_to_string(attributes, '|') || ' ' || mentions || ' ' || rows"
                    + " from entity where entity_id = '"
                    + ACME
                    + "'"))
        .as("two rows say so, and one the other")
        .containsExactly("acme dinner|20 market st|94103 2 3");
    assertThat(asserted()).containsExactly("11 E0000000000002 ada");

    assertThat(newEvents(() -> queue.undo()))
        .containsExactly("11 E0000000000002 RETRACTED review taken back ada -");
    assertThat(asserted()).isEmpty();
    assertThat(newEvents(() -> queue.answer(12, Answer.DIFFERENT, "bob")))
        .containsExactly("12 E000000000000C ASSERTED review bob -");
    assertThat(apart()).containsExactly("2 12 bob");
  }

  private List<String> asserted() {
    return story.ask(
        "select concat_ws(' ', mention_id, entity_id, by_person) from asserted_link"
            + " order by mention_id");
  }

  private List<String> apart() {
    return story.ask(
        "select concat_ws(' ', mention_id, other_id, by_person) from apart"
            + " order by mention_id, other_id");
  }

  @Test
  void aMerge_keepsTheIdThatWasFoundedFirst_andMovesEverything() {
    queue.answer(11, Answer.SAME, "ada");
    long version = story.version();

    List<String> events =
        newEvents(
            () ->
                assertThat(ledger.merge(List.of(ACME, HARBOR, ACME), ADA))
                    .isEqualTo(new Merged(HARBOR, List.of(ACME), 2)));

    assertThat(events)
        .containsExactly(
            "2 E0000000000002 RETRACTED merge ada seen it",
            "2 E0000000000001 ASSERTED merge ada seen it",
            "11 E0000000000002 RETRACTED merge ada seen it",
            "11 E0000000000001 ASSERTED merge ada seen it",
            "1 E0000000000001 ASSERTED merge ada seen it");
    assertThat(story.ask(CHANGES)).endsWith("E0000000000002 MERGED_INTO E0000000000001 ada");
    assertThat(story.ask(LINKS))
        .containsExactly(
            "-13 - INFERRED",
            "1 E0000000000001 ASSERTED",
            "2 E0000000000001 ASSERTED",
            "10 - INFERRED",
            "11 E0000000000001 ASSERTED",
            "12 - INFERRED");
    assertThat(story.ask("select concat_ws(' ', entity_id, mentions, rows) from entity"))
        .containsExactly("E0000000000001 3 4");
    assertThat(
            story.ask(
                "select concat_ws(' ', mention_id, best_entity_id,"
                    + " coalesce(runner_up_entity_id, '-')) from link where decision = 'REVIEW'"
                    + " and file_id = 2 order by mention_id"))
        .as("who waits is asked about the one that stays, and it is not its own runner-up")
        .containsExactly("-13 -", "10 E0000000000001 -", "12 E0000000000001 -");
    assertThat(story.version()).isEqualTo(version + 1);
    assertThatThrownBy(() -> ledger.merge(List.of(HARBOR, ACME), ADA))
        .hasMessage("The entity E0000000000002 was merged into E0000000000001; give that one.");
  }

  @Test
  void whatCannotBeMerged_isRefused_andNothingChanges() {
    Map<String, List<String>> before = story.tables();

    assertThatThrownBy(() -> ledger.merge(List.of(ACME, ACME), ADA))
        .isInstanceOf(LinkgridException.class)
        .hasMessage("A merge expects two or more different entities, found [E0000000000002].");
    assertThatThrownBy(() -> ledger.merge(List.of(ACME, "E9"), ADA))
        .hasMessage(
            "There is no entity 'E9'. Ids are in links.csv and entities.csv, such as"
                + " E0A1B2C3D4E5F6.");
    try (RunLock lock = RunLock.take(story.database())) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> ledger.merge(List.of(ACME, HARBOR), ADA))
          .hasMessageContaining("Another run is at work on the schema");
    }
    assertThat(story.tables()).isEqualTo(before);
    assertThat(story.version()).isEqualTo(2);
  }

  @Test
  void aSplit_foundsAnEntityOfItsOwn_apartFromTheOthersForGood() {
    queue.answer(11, Answer.SAME, "ada");
    queue.answer(12, Answer.SAME, "ada");

    List<String> events =
        newEvents(
            () ->
                assertThat(ledger.split(List.of("b-1"), Optional.empty(), ADA))
                    .isEqualTo(new Split(ACME, "E000000000000B", 1, 2)));

    assertThat(events)
        .containsExactly(
            "11 E0000000000002 RETRACTED split ada seen it",
            "11 E000000000000B ASSERTED split ada seen it");
    assertThat(story.ask(CHANGES)).endsWith("E000000000000B SPLIT_FROM E0000000000002 ada");
    assertThat(apart()).containsExactly("2 11 ada", "11 12 ada");
    assertThat(asserted()).containsExactly("11 E000000000000B ada", "12 E0000000000002 ada");
    assertThat(
            story.ask(
                "select concat_ws(' ', entity_id, array_to_string(attributes, '|'), mentions, rows)"
                    + " from entity order by entity_id"))
        .containsExactly(
            "E0000000000001 harbor|12 pier rd|94111 1 1",
            "E0000000000002 acme diner|200 market st|94103 2 2",
            "E000000000000B acme dinner|20 market st|94103 1 2");

    // Together again: the last word counts, and the id of the elder stays.
    assertThat(ledger.merge(List.of("E000000000000B", ACME), ADA).kept()).isEqualTo(ACME);
    assertThat(apart()).isEmpty();
  }

  /** Its own id is that of the entity, which stays with the others. */
  @Test
  void theMentionThatFounded_leavesItsIdBehind() {
    queue.answer(12, Answer.SAME, "ada");

    Split split = ledger.split(List.of("A:2"), Optional.empty(), ADA);

    assertThat(split.from()).isEqualTo(ACME);
    assertThat(split.to()).isNotEqualTo(ACME).matches("E[0-9A-V]{13}");
    assertThat(story.ask(LINKS))
        .contains("2 " + split.to() + " ASSERTED", "12 E0000000000002 ASSERTED");
  }

  @Test
  void aSplitToAnother_movesTheRecord() {
    queue.answer(12, Answer.SAME, "ada");

    assertThat(ledger.split(List.of("B:4"), Optional.of(HARBOR), ADA))
        .isEqualTo(new Split(ACME, HARBOR, 1, 1));

    assertThat(story.ask(LINKS)).contains("12 E0000000000001 ASSERTED");
    assertThat(apart()).containsExactly("2 12 ada");
    assertThat(story.ask(CHANGES)).hasSize(2);
  }

  @Test
  void whatCannotBeSplit_isRefused_andNothingChanges() {
    queue.answer(12, Answer.SAME, "ada");
    Map<String, List<String>> before = story.tables();

    assertRefused(
        List.of("b-9"),
        Optional.empty(),
        "There is no record 'b-9'. Give the text of its id column, or the role of a file and a row"
            + " such as A:12.");
    assertRefused(
        List.of("A:1", "A:2"),
        Optional.empty(),
        "A split expects records of one entity, but A:1, A:2 are of E0000000000001 and"
            + " E0000000000002.");
    assertRefused(
        List.of("b-1"),
        Optional.empty(),
        "A split expects records of one entity, but b-1 waits for review; answer with 'linkgrid"
            + " review'.");
    assertRefused(
        List.of("a-1"),
        Optional.empty(),
        "Nothing would stay of E0000000000001: all its rows say the same as a-1. To make it one"
            + " with another entity, use 'linkgrid merge'.");
    assertRefused(List.of("B:4"), Optional.of(ACME), "The records are of E0000000000002 already.");
    assertRefused(
        List.of("B:4"),
        Optional.of("E9"),
        "There is no entity 'E9'. Ids are in links.csv and entities.csv, such as E0A1B2C3D4E5F6.");
    assertThat(story.tables()).isEqualTo(before);
  }

  private void assertRefused(List<String> records, Optional<String> to, String message) {
    assertThatThrownBy(() -> ledger.split(records, to, ADA))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(message);
  }

  /** Whoever links anew takes INFERRED links away; what was asserted comes back by itself. */
  @Test
  void whatWasAsserted_isAssignedBeforeAnythingIsCompared() {
    queue.answer(11, Answer.SAME, "ada");
    ledger.split(List.of("b-1"), Optional.empty(), ADA);
    story.execute(
        "delete from link where mention_id in (2, 11); delete from entity where entity_id"
            + " = 'E000000000000B'");
    AssertedLinks asserted = new AssertedLinks(story.database().jdbi());

    assertThat(asserted.assign(2, "run-9")).isEqualTo(1);
    assertThat(asserted.assign(2, "run-9")).isZero();

    assertThat(story.ask(LINKS)).contains("11 E000000000000B ASSERTED");
    assertThat(story.ask(EVENTS)).endsWith("11 E000000000000B ASSERTED assert - -");
    assertThat(story.ask(CHANGES)).endsWith("E000000000000B FOUNDED - -");
  }

  @Test
  void theHistoryOfAnEntity_hasWhoCameAndLeftAndWhoWasOnlyAskedAbout() {
    ledger.merge(List.of(HARBOR, ACME), ADA);
    queue.answer(10, Answer.SAME, "ada");
    ledger.split(List.of("=b-2"), Optional.empty(), ADA);

    for (String entity : List.of(HARBOR, ACME)) {
      assertThat(
              History.of(story.database().jdbi(), entity).links().stream()
                  .map(l -> l.record() + " " + l.entity() + " " + l.status())
                  .toList())
          .as("as if every event were looked at")
          .containsExactlyElementsOf(
              story.ask(
                  """
                  select concat(p.place, ' ', e.entity_id, ' ', e.status)
                  from link_event e
                  left join lateral (
                    select f.role || ':' || s.row_no as place
                    from source_record s
                    join source_file f using (file_id)
                    where s.mention_id = e.mention_id
                    order by f.role, s.row_no, s.file_id
                    limit 1
                  ) p on true
                  where e.entity_id = '%s'
                  order by e.at, e.event_id
                  """
                      .formatted(entity)))
          .anyMatch(link -> link.endsWith(" INFERRED"))
          .anyMatch(link -> link.endsWith(" RETRACTED"))
          .anyMatch(link -> link.endsWith(" REVIEW"));
    }
  }

  @Test
  void theHistory_ofAnEntityAndOfARecord() {
    queue.answer(11, Answer.SAME, "ada");
    ledger.split(List.of("b-1"), Optional.empty(), ADA);

    History acme = History.of(story.database().jdbi(), ACME);
    assertThat(acme.changes())
        .extracting(History.Change::entity, History.Change::change)
        .containsExactly(tuple(ACME, "FOUNDED"), tuple("E000000000000B", "SPLIT_FROM"));
    assertThat(acme.links())
        .extracting(History.Link::record, History.Link::status)
        .contains(tuple("A:2", "INFERRED"), tuple("B:1", "ASSERTED"), tuple("B:1", "RETRACTED"));
    assertThat(HistoryText.render(History.of(story.database().jdbi(), "b-1")).lines().toList())
        .hasSize(6)
        .anyMatch(line -> line.contains("B:1    | E0000000000002 | REVIEW"))
        .anyMatch(line -> line.contains("E000000000000B | ASSERTED  | split  | 0.00"))
        .anyMatch(line -> line.endsWith("ada | seen it"));
    assertThatThrownBy(() -> History.of(story.database().jdbi(), "nobody"))
        .hasMessage(
            "There is neither an entity nor a record 'nobody'. Give an id such as E0A1B2C3D4E5F6,"
                + " the text of a record's id column, or the role of a file and a row such as"
                + " A:12.");
  }
}
