package io.linkgrid.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.comparison.TextComparators.Code;
import io.linkgrid.comparison.TextComparators.Code.Slips;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An index of codes finds whoever the comparator calls alike, among few codes and among many. */
class CodeIndexTest {
  private static final double NEARLY = 0.9;

  @ParameterizedTest
  @CsvSource({
    "SWAPS_AND_EDITS, 40, 10, 200",
    "SWAPS_AND_EDITS, 40, 10, 20000",
    "SWAPS_AND_EDITS, 7, 3, 3000",
    "SWAPS_AND_EDITS, 9, 15, 3000",
    "SWAPS, 30, 5, 200",
    "SWAPS, 30, 5, 20000"
  })
  void whoeverIsAlike_isFound(Slips slips, int seed, int length, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    Code comparator = new Code(NEARLY, slips);
    List<Text> codes =
        Stream.generate(() -> code(random, length)).limit(count).map(comparator::prepare).toList();
    CodeIndex index = new CodeIndex(comparator, codes);

    int same = 0;
    int slipped = 0;
    for (int i = 0; i < 200; i++) {
      Text probe = comparator.prepare(slip(random, codes.get(random.nextInt(count)).string));
      Map<Integer, Double> hits = new HashMap<>();
      index.find(
          probe, NEARLY, (at, most) -> assertThat(hits.put(at, most)).as("given once").isNull());
      for (int at = 0; at < count; at++) {
        double alike = comparator.similarity(probe, codes.get(at));
        if (alike > 0) {
          assertThat(hits).as("of %s", probe.string).containsKey(at);
          assertThat(hits.get(at)).isGreaterThanOrEqualTo(alike);
          same += alike == 1 ? 1 : 0;
          slipped += alike < 1 ? 1 : 0;
        }
      }
    }
    assertThat(same).as("pairs that are the same").isGreaterThan(10);
    assertThat(slipped).as("pairs a slip apart").isGreaterThan(30);
  }

  /** Most have the usual length, and some are no digits. */
  private static String code(SplittableRandom random, int length) {
    StringBuilder code = new StringBuilder();
    int own = random.nextInt(20) == 0 ? Math.max(1, length + random.nextInt(-2, 3)) : length;
    for (int i = 0; i < own; i++) {
      code.append((char) ('0' + random.nextInt(random.nextInt(3) == 0 ? 10 : 3)));
    }
    if (random.nextInt(20) == 0) {
      code.setCharAt(random.nextInt(own), "AB-é".charAt(random.nextInt(4)));
    }
    return code.toString();
  }

  private static String slip(SplittableRandom random, String code) {
    StringBuilder slipped = new StringBuilder(code);
    int at = random.nextInt(code.length());
    switch (random.nextInt(7)) {
      case 0 -> slipped.setCharAt(at, (char) ('0' + random.nextInt(10)));
      case 1 -> slipped.deleteCharAt(at).append(code.length() == 1 ? "1" : "");
      case 2 -> slipped.insert(at, random.nextInt(10));
      case 3 -> {
        int other = random.nextInt(code.length());
        slipped.setCharAt(at, code.charAt(other));
        slipped.setCharAt(other, code.charAt(at));
      }
      case 4 -> slipped.setCharAt(at, 'X');
      default -> {
        // As it stands.
      }
    }
    return slipped.toString();
  }
}
