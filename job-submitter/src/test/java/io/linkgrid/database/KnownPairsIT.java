package io.linkgrid.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.database.KnownPairs.Known;
import io.linkgrid.database.KnownPairs.Side;
import io.linkgrid.review.ReviewStory;
import io.linkgrid.truth.LabelFile.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people know of records, as pairs of mentions. */
@ExtendWith(PostgresExtension.class)
class KnownPairsIT {
  @Test
  void recordsAreFound_byTheirIdOrTheirPlace_andStrangeOnesAreSetAside(DatabaseSettings settings) {
    try (ReviewStory story = new ReviewStory(settings)) {
      Pair strange = new Pair(4, "a-1", "b-99", true);

      KnownPairs.Found found =
          new KnownPairs(story.database().jdbi())
              .of(
                  List.of(
                      new Pair(2, "a-1", "=b-2", true),
                      new Pair(3, "A:2", "B:1", false),
                      strange,
                      new Pair(5, "A:1", "A:99", true)));

      assertThat(found.known())
          .containsExactly(
              new Known(new Side("A", 1), new Side("B", 10), true),
              new Known(new Side("A", 2), new Side("B", 11), false));
      assertThat(found.strange()).containsExactly(strange, new Pair(5, "A:1", "A:99", true));
    }
  }

  @Test
  void answersOfReview_arePairsWithTheMentionsThatFoundedTheEntity(DatabaseSettings settings) {
    try (ReviewStory story = new ReviewStory(settings)) {
      story.execute(
          """
          insert into review_decision
            (mention_id, answer, entity_id, best_entity_id, probability, decided_by)
          values
            (10, 'SAME', 'E0000000000001', 'E0000000000001', 0.875, 'ada'),
            (11, 'DIFFERENT', 'E000000000000B', 'E0000000000002', 0.5, 'ada'),
            (12, 'UNSURE', null, 'E0000000000002', 0.5, 'ada');
          """);

      assertThat(new KnownPairs(story.database().jdbi()).ofReview())
          .containsExactly(
              new Known(new Side("A", 1), new Side("B", 10), true),
              new Known(new Side("A", 2), new Side("B", 11), false));
    }
  }
}
