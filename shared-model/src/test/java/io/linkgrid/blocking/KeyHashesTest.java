package io.linkgrid.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyHashesTest {
  @Test
  void whatWasAdded_isThereAndNothingElse() {
    Random random = new Random(11);
    Set<Long> expected = new HashSet<>();
    KeyHashes hashes = new KeyHashes();
    for (int i = 0; i < 5_000; i++) {
      // Few slots for many: the upper halves of most are alike.
      long hash = random.nextBoolean() ? random.nextLong() : random.nextInt(3_000) - 1_500L;
      if (i % 3 == 0) {
        expected.add(hash);
        hashes.add(hash);
      }
      assertThat(hashes.contains(hash)).isEqualTo(expected.contains(hash));
    }
    for (long hash = -1_500; hash < 1_500; hash++) {
      assertThat(hashes.contains(hash)).isEqualTo(expected.contains(hash));
    }
  }

  @Test
  void zero_isAHashLikeAnother() {
    KeyHashes hashes = new KeyHashes();
    assertThat(hashes.contains(0)).isFalse();
    hashes.add(0);
    assertThat(hashes.contains(0)).isTrue();
    assertThat(hashes.containsAny(new Keys(new long[] {7, 0}, new short[] {0, 1}))).isTrue();
    assertThat(hashes.containsAny(new Keys(new long[] {7, 9}, new short[] {0, 1}))).isFalse();
  }
}
