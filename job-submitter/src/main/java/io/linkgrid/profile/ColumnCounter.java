package io.linkgrid.profile;

import io.linkgrid.clean.Standardiser;
import io.linkgrid.clean.Standardisers;
import io.linkgrid.profile.ColumnProfile.Frequent;
import io.linkgrid.spec.AttributeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Looks at the values of one column, row by row and file by file. Values are kept as 64-bit hashes,
 * so that a wide file needs little memory; only a sample of the texts is kept.
 */
final class ColumnCounter {
  /** How many of the most frequent values are told. */
  static final int MOST_FREQUENT = 20;

  private static final int SAMPLE = 2000;

  /** A frequent value shows up among the first that differ. */
  private static final int COUNTED = 20_000;

  /** Blank, a dash, N/A: what is no value in any type. */
  private static final Standardiser VALUES = Standardisers.of(AttributeType.CATEGORY);

  private final String name;
  private final Map<String, long[]> counts = new HashMap<>();
  private final List<String> sample = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private final List<long[]> standardsOfFiles = new ArrayList<>();
  private long[] hashes = new long[1024];
  private long[] standards = new long[1024];
  private int size;
  private int fileStart;
  private long rowsOfFile;
  private long rows;
  private double leastPresent = 1;
  private boolean isUnique = true;
  private int shortest = Integer.MAX_VALUE;
  private int longest;

  ColumnCounter(String name) {
    this.name = name;
  }

  /** Goes on with the next row, and returns whether it has a value. */
  boolean add(String raw) {
    rows++;
    rowsOfFile++;
    String value = raw.strip();
    String standard = value.isEmpty() ? "" : VALUES.standardise(value);
    if (standard.isEmpty()) {
      return false;
    }
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
      standards = Arrays.copyOf(standards, 2 * size);
    }
    standards[size] = hash(standard);
    hashes[size++] = hash(value);
    int length = value.codePointCount(0, value.length());
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
    long[] count = counts.get(value);
    if (count != null) {
      count[0]++;
    } else if (counts.size() < COUNTED) {
      counts.put(value, new long[] {1});
    }
    if (sample.size() < SAMPLE) {
      sample.add(value);
    } else {
      int drawn = random.nextInt(size);
      if (drawn < SAMPLE) {
        sample.set(drawn, value);
      }
    }
    return true;
  }

  /** Says that the next row is of another file. */
  void endFile() {
    long[] distinct = distinct(hashes, fileStart, size);
    int present = size - fileStart;
    isUnique &= present == rowsOfFile && distinct.length == present;
    leastPresent = Math.min(leastPresent, rowsOfFile == 0 ? 0 : present / (double) rowsOfFile);
    standardsOfFiles.add(distinct(standards, fileStart, size));
    fileStart = size;
    rowsOfFile = 0;
  }

  /** Returns what was seen; the last file must have ended. */
  ColumnProfile profile() {
    List<Frequent> frequent =
        counts.entrySet().stream()
            .map(e -> new Frequent(e.getKey(), e.getValue()[0]))
            .sorted(
                Comparator.comparingLong(Frequent::times).reversed().thenComparing(Frequent::text))
            .limit(MOST_FREQUENT)
            .toList();
    return new ColumnProfile(
        name,
        rows,
        size,
        leastPresent,
        distinct(hashes, 0, size).length,
        isUnique && rows > 0,
        shared(),
        frequent,
        size == 0 ? 0 : shortest,
        longest,
        sample);
  }

  private static long[] distinct(long[] values, int from, int to) {
    return Arrays.stream(values, from, to).sorted().distinct().toArray();
  }

  private double shared() {
    return standardsOfFiles.size() < 2
        ? 1
        : shared(standardsOfFiles.get(0), standardsOfFiles.get(1));
  }

  /**
   * Returns how many of the different values of the first file are in the first file of another
   * column, as {@link ColumnProfile#shared}; both files must have ended.
   */
  double sharedWith(ColumnCounter other) {
    return shared(standardsOfFiles.get(0), other.standardsOfFiles.get(0));
  }

  private static double shared(long[] left, long[] right) {
    long both = Arrays.stream(left).filter(h -> Arrays.binarySearch(right, h) >= 0).count();
    int fewer = Math.min(left.length, right.length);
    return fewer == 0 ? 0 : both / (double) fewer;
  }

  /** FNV-1a with a strong last mix. */
  private static long hash(String value) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < value.length(); i++) {
      hash = (hash ^ value.charAt(i)) * 0x100000001b3L;
    }
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    return hash ^ (hash >>> 33);
  }
}
