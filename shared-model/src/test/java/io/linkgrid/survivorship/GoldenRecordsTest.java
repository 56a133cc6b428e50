package io.linkgrid.survivorship;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.model.Entity;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.Mention;
import io.linkgrid.model.Said;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.SurvivorshipRule;
import io.linkgrid.survivorship.GoldenRecords.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoldenRecordsTest {
  /** Eight rows of the records, last year. */
  private static final Member MOST_SAY =
      new Member(new Mention(9, List.of("ACME DINER", "94110", "")), new Said(8, 100, 2));

  /** One row of the records, this year. */
  private static final Member TYPO =
      new Member(
          new Mention(-3, List.of("ACME DINRE", "49110", "4155551234")), new Said(1, 900, 2));

  /** Eight rows, one of them of the reference. */
  private static final Member LONGER =
      new Member(new Mention(4, List.of("ACME DINER CAFE", "94110", "")), new Said(8, 50, 0));

  private static final List<Member> ALL = List.of(MOST_SAY, TYPO, LONGER);

  private static Entity found(SurvivorshipRule rule, List<Member> members) {
    return new GoldenRecords(List.of(rule, rule, rule)).found(members);
  }

  @Test
  void theMostFrequentValueSurvives_ofEquallyFrequentOnesTheLongest_anAbsentOneNever() {
    assertThat(found(SurvivorshipRule.MOST_FREQUENT, ALL))
        .isEqualTo(
            new Entity(EntityId.text(4), List.of("ACME DINER CAFE", "94110", "4155551234"), 3, 17));
  }

  @Test
  void theLongestValueSurvives_ofEquallyLongOnesTheMostFrequent() {
    assertThat(found(SurvivorshipRule.LONGEST, List.of(MOST_SAY, TYPO)).values())
        .containsExactly("ACME DINER", "94110", "4155551234");
    assertThat(found(SurvivorshipRule.LONGEST, ALL).values())
        .containsExactly("ACME DINER CAFE", "94110", "4155551234");
  }

  @Test
  void theNewestValueSurvives_andAValueIsAsNewAsItsNewestMention() {
    assertThat(found(SurvivorshipRule.NEWEST, ALL).values())
        .containsExactly("ACME DINRE", "49110", "4155551234");
    Member later = new Member(new Mention(8, List.of("X", "94110", "")), new Said(1, 901, 2));
    assertThat(found(SurvivorshipRule.NEWEST, List.of(MOST_SAY, TYPO, later)).values())
        .containsExactly("X", "94110", "4155551234");
  }

  @Test
  void theValueOfTheReferenceSurvives_andWhereItHasNoneThatOfTheRecords() {
    assertThat(found(SurvivorshipRule.SOURCE_PRIORITY, ALL).values())
        .containsExactly("ACME DINER CAFE", "94110", "4155551234");
    Member reference = new Member(new Mention(8, List.of("ACME", "", "")), new Said(1, 1, 0));
    assertThat(found(SurvivorshipRule.SOURCE_PRIORITY, List.of(MOST_SAY, TYPO, reference)).values())
        .containsExactly("ACME", "94110", "4155551234");
  }

  @Test
  void anEntityKeepsItsId_whoeverJoins() {
    GoldenRecords golden = new GoldenRecords(Collections.nCopies(3, SurvivorshipRule.LONGEST));

    assertThat(golden.survive("E0000000000009", ALL).id()).isEqualTo("E0000000000009");
  }

  @Test
  void eachAttributeHasARuleOfItsOwn_asTheSpecSays() {
    LinkSpec spec =
        SpecReader.parse(
            """
            name: diners
            record-id: id
            attributes:
              name: {column: name, type: text, survivorship: longest}
              zip: {column: zip, type: us-zip}
              phone: {column: phone, type: us-phone, survivorship: newest}
            blocking:
              - {name: zip, key: [zip]}
            """,
            "diners.yaml");
    Member later =
        new Member(new Mention(5, List.of("A", "11111", "4155550000")), new Said(1, 999, 3));

    assertThat(new GoldenRecords(spec).found(List.of(MOST_SAY, TYPO, LONGER, later)).values())
        .containsExactly("ACME DINER CAFE", "94110", "4155550000");
  }

  /** Against a plain loop: of all values none is better by the rule, nor by what breaks ties. */
  @ParameterizedTest
  @EnumSource
  void noOtherValueIsBetter_andTheOrderOfTheMembersDoesNotShow(SurvivorshipRule rule) {
    Random random = new Random(rule.word().length());
    for (int round = 0; round < 500; round++) {
      List<Member> members = new ArrayList<>();
      int size = 1 + random.nextInt(6);
      for (int id = 0; id < size; id++) {
        members.add(
            new Member(
                new Mention(id, List.of("abcabc".substring(random.nextInt(7)))),
                new Said(1 + random.nextInt(3), random.nextInt(4), random.nextInt(2))));
      }
      GoldenRecords golden = new GoldenRecords(List.of(rule));
      String survivor = golden.found(members).values().get(0);
      Collections.shuffle(members, random);
      assertThat(golden.found(members).values()).containsExactly(survivor);

      Set<String> values = new HashSet<>();
      members.forEach(member -> values.add(member.mention().values().get(0)));
      assertThat(values).contains(survivor);
      values.remove("");
      assertThat(survivor.isEmpty()).isEqualTo(values.isEmpty());
      for (String other : values) {
        assertThat(key(rule, survivor, members)).isGreaterThanOrEqualTo(key(rule, other, members));
      }
    }
  }

  /** What the rule goes by, then rows and length, as one number. */
  private static long key(SurvivorshipRule rule, String value, List<Member> members) {
    long rows = 0;
    long newest = 0;
    long authority = 0;
    for (Member member : members) {
      if (member.mention().values().contains(value)) {
        rows += member.said().rows();
        newest = Math.max(newest, member.said().newest());
        authority = Math.max(authority, 9 - member.said().source());
      }
    }
    long first =
        switch (rule) {
          case MOST_FREQUENT -> 0;
          case LONGEST -> value.length();
          case NEWEST -> newest;
          case SOURCE_PRIORITY -> authority;
        };
    return (first * 100 + rows) * 100 + value.length();
  }
}
