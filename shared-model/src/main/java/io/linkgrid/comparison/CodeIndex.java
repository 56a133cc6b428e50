package io.linkgrid.comparison;

import io.linkgrid.comparison.TextComparators.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Codes of digits that are nearly all of one length, as telephone numbers are: where there are
 * many, whatever a slip makes of a code is looked up; where there are few, each distinct one is
 * looked at, as a number whose digits stand side by side. Codes of another kind are looked at by
 * their outlines.
 */
final class CodeIndex implements ValueIndex<Text> {
  /** To look up all that slips make of a code costs as much as a look at so many. */
  private static final int MANY = 256;

  /** The golden ratio as a fraction of all numbers (Knuth 1973). */
  private static final long MIXING = 0x9e37_79b9_7f4a_7c15L;

  private static final int NOBODY = -1;
  private static final int BITS_A_SLOT = 8;

  private final Code comparator;
  private final int length;

  /** The distinct codes of that length, and the values that are one. */
  private final long[] packed;

  /** By open addressing the number of a code here, or nobody; empty where codes are few. */
  private final int[] slots;

  /**
   * A bit for each slot of eight times as many, set if a code is there: most slips are nobody's.
   */
  private final long[] taken;

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
    slots = packed.length < MANY ? new int[0] : slots(packed);
    taken = taken(packed, slots.length);
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

  private static int[] slots(long[] packed) {
    // At most half full.
    int[] slots = new int[Integer.highestOneBit(packed.length) << 2];
    Arrays.fill(slots, NOBODY);
    for (int i = 0; i < packed.length; i++) {
      int slot = slot(packed[i], slots.length);
      while (slots[slot] != NOBODY) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i;
    }
    return slots;
  }

  private static long[] taken(long[] packed, int slots) {
    long[] taken = new long[slots * BITS_A_SLOT / Long.SIZE];
    for (int i = 0; slots > 0 && i < packed.length; i++) {
      int bit = slot(packed[i], slots * BITS_A_SLOT);
      taken[bit / Long.SIZE] |= 1L << bit;
    }
    return taken;
  }

  private static int slot(long code, int slots) {
    return (int) ((code * MIXING) >>> Long.numberOfLeadingZeros(slots - 1L));
  }

  @Override
  public void find(Text value, double least, SimilarityIndex.Hits hits) {
    others.find(value, least, (i, atMost) -> hits.hit(otherAt[i], atMost));
    if (isUsual(value) && slots.length > 0) {
      long own = Code.packed(value);
      lookUp(own, value, least, hits);
      comparator.eachSlip(own, code -> lookUp(code, value, least, hits));
    } else if (Math.abs(value.length() - length) <= 1) {
      lookAtAll(value, least, hits);
    }
  }

  private void lookUp(long code, Text value, double least, SimilarityIndex.Hits hits) {
    int bit = slot(code, slots.length * BITS_A_SLOT);
    if ((taken[bit / Long.SIZE] & 1L << bit) == 0) {
      return;
    }
    int slot = slot(code, slots.length);
    while (slots[slot] != NOBODY) {
      if (packed[slots[slot]] == code) {
        compare(slots[slot], value, least, hits);
        return;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  private void lookAtAll(Text value, double least, SimilarityIndex.Hits hits) {
    long own = Code.packed(value);
    boolean isUsual = isUsual(value);
    for (int i = 0; i < packed.length; i++) {
      // A slip changes at most two places of a code that keeps its length.
      if (!isUsual || Code.placesApart(own, packed[i]) <= 2) {
        compare(i, value, least, hits);
      }
    }
  }

  private void compare(int code, Text value, double least, SimilarityIndex.Hits hits) {
    double alike = comparator.similarity(value, codes[code]);
    if (alike >= least) {
      for (int position : at[code]) {
        hits.hit(position, alike);
      }
    }
  }
}
