package io.linkgrid.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.model.Mention;
import io.linkgrid.model.RandomMentions;
import io.linkgrid.spec.SpecReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The keys that the built-in spec gives: zip, phone, address, name, in this order. */
class KeyMakerTest {
  private static final Mention ACME =
      mention("ACME DINER", "475 VALENCIA ST", "94110", "4155550100");

  private final KeyMaker keyMaker =
      new KeyMaker(SpecReader.builtIn("restaurants").orElseThrow().parse());

  private static Mention mention(String name, String address, String zip, String phone) {
    return new Mention(1, List.of(name, address, zip, phone, ""));
  }

  private Set<BlockingKey> common(Mention one, Mention other) {
    return keyMaker.keys(one).stream()
        .filter(keyMaker.keys(other)::contains)
        .collect(Collectors.toSet());
  }

  @Test
  void aFullMention_hasAKeyForEachRule_theFirstOneUnderItsZip() {
    List<BlockingKey> keys = keyMaker.keys(ACME);

    assertThat(keys).hasSize(4).hasSize(keyMaker.most());
    assertThat(keys.get(0).partitionKey()).isEqualTo("94110");
    assertThat(keys.get(1).partitionKey()).matches("phone/[0-9]{1,3}");
    assertThat(keys.get(2).partitionKey()).matches("address/[0-9]{1,3}");
    assertThat(keys.get(3).partitionKey()).matches("name/[0-9]{1,3}");
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
  void aSwappedHouseNumber_andAStreetThatIsCutShort_keepTheAddressKey() {
    assertThat(common(ACME, mention("X", "745 VALENCAI AVE", "", ""))).hasSize(1);
    assertThat(common(ACME, mention("X", "475 VALNECIA ST", "", ""))).isEmpty();
    assertThat(common(ACME, mention("X", "476 VALENCIA ST", "", ""))).isEmpty();
  }

  @Test
  void shuffledWords_keepTheNameKey() {
    assertThat(common(ACME, mention("DINER ACME", "", "", ""))).hasSize(1);
    assertThat(common(ACME, mention("DINER ACME THE", "", "", ""))).isEmpty();
  }

  @Test
  void theSameTextUnderTwoRules_isNoCommonKey() {
    assertThat(common(mention("94110", "", "", ""), mention("", "", "94110", ""))).isEmpty();
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
}
