package io.linkgrid.survivorship;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.model.Entity;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.Mention;
import io.linkgrid.survivorship.GoldenRecords.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoldenRecordsTest {
  private static final Member MOST_SAY =
      new Member(new Mention(9, List.of("ACME DINER", "94110", "")), 8);
  private static final Member TYPO =
      new Member(new Mention(-3, List.of("ACME DINRE", "49110", "4155551234")), 1);
  private static final Member LONGER =
      new Member(new Mention(4, List.of("ACME DINER CAFE", "94110", "")), 8);

  @Test
  void theMostFrequentValueSurvives_ofEquallyFrequentOnesTheLongest_anAbsentOneNever() {
    Entity golden = GoldenRecords.survive(List.of(MOST_SAY, TYPO, LONGER));

    assertThat(golden)
        .isEqualTo(
            new Entity(EntityId.text(4), List.of("ACME DINER CAFE", "94110", "4155551234"), 3, 17));
  }

  @Test
  void theOrderOfTheMembersDoesNotShow() {
    List<Member> members = new ArrayList<>(List.of(MOST_SAY, TYPO, LONGER));
    Entity golden = GoldenRecords.survive(members);
    Collections.reverse(members);

    assertThat(GoldenRecords.survive(members)).isEqualTo(golden);
  }
}
