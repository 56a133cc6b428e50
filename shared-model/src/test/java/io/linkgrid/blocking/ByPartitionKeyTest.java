package io.linkgrid.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.model.Mention;
import io.linkgrid.model.RandomMentions;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is found by the numbers of a key is what belongs to the text of its partition key. */
class ByPartitionKeyTest {
  private static final LinkSpec RESTAURANTS =
      SpecReader.builtIn("restaurants").orElseThrow().parse();
  private static final List<Mention> MENTIONS = RandomMentions.of(800, 9);

  private final KeyMaker keyMaker = new KeyMaker(RESTAURANTS);

  @Test
  void everyKey_findsWhatWasMadeForTheTextOfItsPartitionKey_andThatIsMadeOnce() {
    List<String> made = new ArrayList<>();
    ByPartitionKey<String> texts =
        new ByPartitionKey<>(
            keyMaker,
            partitionKey -> {
              made.add(partitionKey);
              return partitionKey;
            });
    Set<String> expected = new HashSet<>();
    for (Mention mention : MENTIONS) {
      Keys keys = keyMaker.numbers(mention);
      for (int position = 0; position < keys.size(); position++) {
        String partitionKey = keyMaker.partitionKey(mention, keys, position);
        expected.add(partitionKey);
        assertThat(texts.of(mention, keys, position)).isEqualTo(partitionKey);
      }
    }
    List<String> all = new ArrayList<>();
    texts.forEach(all::add);

    assertThat(expected).as("homes and buckets").hasSizeGreaterThan(300);
    assertThat(made).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(all).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void manyThreads_agreeOnWhatWasMade() {
    ByPartitionKey<Object> places = new ByPartitionKey<>(keyMaker, partitionKey -> new Object());
    Set<Object> seen = ConcurrentHashMap.newKeySet();
    Set<String> partitionKeys = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 8 * MENTIONS.size())
        .parallel()
        .forEach(
            i -> {
              Mention mention = MENTIONS.get(i % MENTIONS.size());
              Keys keys = keyMaker.numbers(mention);
              for (int position = 0; position < keys.size(); position++) {
                seen.add(places.of(mention, keys, position));
                partitionKeys.add(keyMaker.partitionKey(mention, keys, position));
              }
            });

    assertThat(seen).hasSameSizeAs(partitionKeys);
  }
}
