package io.linkgrid.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.model.Mention;
import io.linkgrid.model.RandomMentions;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.TermTable;
import io.linkgrid.training.Untrained;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The keys that the built-in spec gives: zip, phone, address, rare words of the name, in order. */
class KeyMakerTest {
  private static final LinkSpec RESTAURANTS =
      SpecReader.builtIn("restaurants").orElseThrow().parse();
  private static final Mention ACME =
      mention("ACME DINER", "475 VALENCIA ST", "94110", "4155550100");

  private final KeyMaker keyMaker = new KeyMaker(RESTAURANTS);

  private static Mention mention(String name, String address, String zip, String phone) {
    return new Mention(1, List.of(name, address, zip, phone, ""));
  }

  private Set<BlockingKey> common(Mention one, Mention other) {
    return keyMaker.keys(one).stream()
        .filter(keyMaker.keys(other)::contains)
        .collect(Collectors.toSet());
  }

  @Test
  void aFullMention_hasKeysForEachRule_theFirstOneUnderItsZip() {
    List<BlockingKey> keys = keyMaker.keys(ACME);

    assertThat(keys).as("zip, phone, address, ACME and DINER").hasSize(5);
    assertThat(keys.get(0).partitionKey()).isEqualTo("94110");
    assertThat(keys.get(1).partitionKey()).matches("phone/[0-9]{1,3}");
    assertThat(keys.get(2).partitionKey()).matches("address/[0-9]{1,3}");
    assertThat(keys.get(3).partitionKey()).matches("name/[0-9]{1,3}");
    assertThat(keys.get(4).partitionKey()).matches("name/[0-9]{1,3}");
    assertThat(keys.stream().map(BlockingKey::hash)).doesNotHaveDuplicates();
  }

  @Test
  void aRuleOfWhichAPartIsAbsent_givesNoKey() {
    assertThat(keyMaker.keys(mention("ACME", "475 VALENCIA ST", "", "")))
        .extracting(BlockingKey::partitionKey)
        .hasSize(2)
        .noneMatch(key -> key.startsWith("phone"));
    assertThat(keyMaker.keys(mention("ACME", "VALENCIA ST", "94110", ""))).hasSize(2);
    assertThat(keyMaker.keys(mention("", "", "", ""))).isEmpty();
  }

  @Test
  void asNumbers_theyAreTheSameKeys_inTheSameOrder_atTheSamePlaces() {
    for (Mention mention : RandomMentions.of(500, 27)) {
      List<BlockingKey> keys = keyMaker.keys(mention);
      Keys numbers = keyMaker.numbers(mention);

      assertThat(numbers.size()).isEqualTo(keys.size());
      for (int i = 0; i < numbers.size(); i++) {
        assertThat(numbers.hash(i)).isEqualTo(keys.get(i).hash());
        assertThat(numbers.rule(i)).isEqualTo(keys.get(i).rule());
        assertThat(keyMaker.partitionKey(mention, numbers, i))
            .isEqualTo(keys.get(i).partitionKey());
      }
    }
  }

  @Test
  void aSwappedHouseNumber_andAStreetThatIsCutShort_keepTheAddressKey() {
    assertThat(common(ACME, mention("X", "745 VALENCAI AVE", "", ""))).hasSize(1);
    assertThat(common(ACME, mention("X", "475 VALNECIA ST", "", ""))).isEmpty();
    assertThat(common(ACME, mention("X", "476 VALENCIA ST", "", ""))).isEmpty();
  }

  @Test
  void oneWordOfTheName_isEnoughForACommonKey() {
    assertThat(common(ACME, mention("DINER ACME", "", "", ""))).hasSize(2);
    assertThat(common(ACME, mention("DINER", "", "", ""))).hasSize(1);
    assertThat(common(ACME, mention("ACME BAKERY THE", "", "", ""))).hasSize(1);
    assertThat(common(ACME, mention("ACNE DINNER", "", "", ""))).isEmpty();
  }

  @Test
  void whatIsRare_isKnownFromTheTable() {
    KeyMaker counted = new KeyMaker(withWords(10_000, Map.of("DINER", 301, "GRILL", 300)));

    assertThat(counted.keys(mention("ACME DINER", "", "", "")))
        .as("more than 3 times the root of 10,000 have DINER")
        .isEqualTo(counted.keys(mention("ACME", "", "", "")));
    assertThat(counted.keys(mention("ACME GRILL", "", "", ""))).hasSize(2);
    assertThat(counted.keys(mention("DINER", "", "", ""))).isEmpty();
  }

  @Test
  void theSameTextUnderTwoRules_isNoCommonKey() {
    assertThat(common(mention("94110", "", "", ""), mention("", "", "94110", ""))).isEmpty();
  }

  @Test
  void withoutAPartition_everyRuleSpreadsOverBuckets() {
    LinkSpec guides = SpecReader.builtIn("fodors-zagats").orElseThrow().parse();
    Mention acme =
        new Mention(1, List.of("ACME DINER", "12 ELM ST", "SAN FRANCISCO", "4155550100", ""));

    assertThat(new KeyMaker(guides).keys(acme))
        .extracting(BlockingKey::partitionKey)
        .allMatch(key -> key.matches("(phone|name|address)/[0-9]{1,3}"));
  }

  @Test
  void equalKeys_areKeysOfEqualValues_andNeverMeetByChance() {
    List<Mention> mentions = RandomMentions.of(1_000, 3);

    Set<Long> hashes =
        mentions.stream()
            .map(keyMaker::keys)
            .flatMap(List::stream)
            .map(BlockingKey::hash)
            .collect(Collectors.toSet());
    Set<BlockingKey> keys =
        mentions.stream().map(keyMaker::keys).flatMap(List::stream).collect(Collectors.toSet());

    assertThat(hashes).hasSameSizeAs(keys);
  }

  /** So that a pair that shares several keys is scored once, whoever of the two looks. */
  @Test
  void anyTwoMentions_agreeOnTheFirstOfTheirCommonKeys() {
    List<Mention> mentions = RandomMentions.of(300, 5);
    int several = 0;
    for (Mention one : mentions) {
      List<BlockingKey> keys = keyMaker.keys(one);
      assertThat(keys).hasSizeLessThanOrEqualTo(keyMaker.most()).doesNotHaveDuplicates();
      for (Mention other : mentions) {
        List<BlockingKey> otherKeys = keyMaker.keys(other);
        assertThat(firstOf(keys, otherKeys)).isEqualTo(firstOf(otherKeys, keys));
        several += keys.stream().filter(otherKeys::contains).count() > 1 ? 1 : 0;
      }
    }
    assertThat(several).as("pairs with several common keys").isGreaterThan(5_000);
  }

  private static Optional<BlockingKey> firstOf(List<BlockingKey> keys, List<BlockingKey> others) {
    return keys.stream().filter(others::contains).findFirst();
  }

  @Test
  void aRuleOfTwoArrays_givesAKeyForEachChoice_atMostEight() {
    LinkSpec papers =
        SpecReader.parse(
            """
            name: papers
            record-id: id
            attributes:
              title: {column: title, type: text}
              authors: {column: authors, type: person-names}
            blocking:
              - {name: both, key: [title.rare-tokens, authors.surnames]}
            """,
            "papers.yaml");
    KeyMaker maker = new KeyMaker(papers);

    assertThat(maker.most()).isEqualTo(8);
    assertThat(maker.keys(paper("ON JOINS", "ANN SMITH ; BO DOE"))).hasSize(4);
    assertThat(maker.keys(paper("ON FAST JOINS", "A A ; B B ; C C ; D D ; E E"))).hasSize(8);
    assertThat(maker.keys(paper("ON JOINS", ""))).isEmpty();
    assertThat(maker.keys(paper("ON JOINS", "ANN SMITH ; BO DOE")))
        .containsAnyElementsOf(maker.keys(paper("JOINS", "J SMITH")));
  }

  private static Mention paper(String title, String authors) {
    return new Mention(1, List.of(title, authors));
  }

  private static LinkSpec withWords(long records, Map<String, Integer> words) {
    TermTable names = new TermTable(records, Map.of(), words);
    TermTable others = TermTable.EMPTY;
    return Untrained.counted(RESTAURANTS, List.of(names, others, others, others, others));
  }
}
