package io.linkgrid.comparison;

import io.linkgrid.comparison.TextComparators.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Codes of digits that are nearly all of one length, as telephone numbers are: each distinct one is
 * looked at once, as a number whose digits stand side by side. Codes of another kind are looked at
 * by their outlines.
 */
final class CodeIndex implements ValueIndex<Text> {
  private final Code comparator;
  private final int length;

  /** The distinct codes of that length, and the values that are one. */
  private final long[] packed;

  private final Text[] codes;
  private final int[][] at;
  private final TextIndex others;
  private final int[] otherAt;

  CodeIndex(Code comparator, List<Text> values) {
    this.comparator = comparator;
    length = usualLength(values);
    Map<Long, List<Integer>> byCode = new LinkedHashMap<>();
    List<Integer> rest = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (isUsual(values.get(i))) {
        byCode.computeIfAbsent(Code.packed(values.get(i)), c -> new ArrayList<>(1)).add(i);
      } else {
        rest.add(i);
      }
    }
    packed = byCode.keySet().stream().mapToLong(Long::longValue).toArray();
    codes = new Text[packed.length];
    at = new int[packed.length][];
    int next = 0;
    for (List<Integer> same : byCode.values()) {
      codes[next] = values.get(same.get(0));
      at[next++] = same.stream().mapToInt(Integer::intValue).toArray();
    }
    others = new TextIndex(comparator, rest.stream().map(values::get).toList());
    otherAt = rest.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int usualLength(List<Text> values) {
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    for (Text value : values) {
      if (Code.packed(value) != Code.NO_DIGITS) {
        counts.merge(value.length(), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(-1);
  }

  private boolean isUsual(Text value) {
    return value.length() == length && Code.packed(value) != Code.NO_DIGITS;
  }

  @Override
  public void find(Text value, double least, SimilarityIndex.Hits hits) {
    others.find(value, least, (i, atMost) -> hits.hit(otherAt[i], atMost));
    long own = Code.packed(value);
    boolean isUsual = isUsual(value);
    for (int i = 0; i < packed.length; i++) {
      // A slip changes at most two places of a code that keeps its length.
      if (!isUsual || Code.placesApart(own, packed[i]) <= 2) {
        double alike = comparator.similarity(value, codes[i]);
        if (alike >= least) {
          for (int position : at[i]) {
            hits.hit(position, alike);
          }
        }
      }
    }
  }
}
