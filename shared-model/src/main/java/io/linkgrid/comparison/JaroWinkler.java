package io.linkgrid.comparison;

/**
 * The Jaro-Winkler similarity (Winkler 1990): common characters within half the longer length, less
 * half the transposed ones, raised for a common prefix of up to four characters. Counts UTF-16
 * units. Matched positions are bits for texts up to 64 characters and flags beyond.
 */
final class JaroWinkler {
  private static final int WORD = 64;
  private static final double PREFIX_SCALE = 0.1;
  private static final double RAISED_FROM = 0.7;
  private static final int LONGEST_PREFIX = 4;

  /** No more than this is added to a bound for what rounding may take away. */
  private static final double ROUNDING = 1e-9;

  private JaroWinkler() {}

  /** Returns the similarity, or a number below the floor when that is below it. */
  static double similarity(Text a, Text b, double floor) {
    if (a.is(b)) {
      return 1;
    }
    double most = most(a.bag, a.length(), b.bag, b.length(), LONGEST_PREFIX) + ROUNDING;
    if (most < floor) {
      return most;
    }
    if (Math.max(a.length(), b.length()) > WORD || a.isEmpty() || b.isEmpty()) {
      return similarity(a.string, b.string);
    }
    boolean inOrder = inOrder(a.string, b.string);
    Text shorter = inOrder ? a : b;
    Text longer = inOrder ? b : a;
    Text.Masks masks = longer == a ? a.masks() : Text.Masks.of(b.string);
    return raised(jaroInMasks(shorter.string, masks, longer.string), shorter.string, longer.string);
  }

  /**
   * Returns a similarity that two texts cannot exceed by more than rounding: all characters that
   * both have are in reach and in order.
   *
   * @param prefix how many characters at the start they may have in common
   */
  static double most(long bagA, int lengthA, long bagB, int lengthB, int prefix) {
    int common = Math.min(lengthA - Text.missing(bagA, bagB), lengthB - Text.missing(bagB, bagA));
    if (common <= 0) {
      return 0;
    }
    double jaro = ((double) common / lengthA + (double) common / lengthB + 1) / 3;
    return jaro + PREFIX_SCALE * prefix * (1 - jaro);
  }

  /** Returns the similarity from 0 to 1; 1 for equal texts, also for two empty ones. */
  static double similarity(String a, String b) {
    if (a.equals(b)) {
      return 1;
    }
    if (a.isEmpty() || b.isEmpty()) {
      return 0;
    }
    boolean inOrder = inOrder(a, b);
    String shorter = inOrder ? a : b;
    String longer = inOrder ? b : a;
    double jaro =
        longer.length() <= WORD ? jaroInWords(shorter, longer) : jaroInFlags(shorter, longer);
    return raised(jaro, shorter, longer);
  }

  /** Which of two equally long texts looks for partners in the other can show; so it is settled. */
  private static boolean inOrder(String a, String b) {
    return a.length() != b.length() ? a.length() < b.length() : a.compareTo(b) < 0;
  }

  private static double raised(double jaro, String shorter, String longer) {
    if (jaro < RAISED_FROM) {
      return jaro;
    }
    int prefix = 0;
    int most = Math.min(LONGEST_PREFIX, shorter.length());
    while (prefix < most && shorter.charAt(prefix) == longer.charAt(prefix)) {
      prefix++;
    }
    return jaro + PREFIX_SCALE * prefix * (1 - jaro);
  }

  private static double jaroInWords(String shorter, String longer) {
    int window = Math.max(0, longer.length() / 2 - 1);
    long inLonger = 0;
    long inShorter = 0;
    for (int i = 0; i < shorter.length(); i++) {
      char c = shorter.charAt(i);
      int end = Math.min(longer.length(), i + window + 1);
      for (int j = Math.max(0, i - window); j < end; j++) {
        if (longer.charAt(j) == c && (inLonger & (1L << j)) == 0) {
          inLonger |= 1L << j;
          inShorter |= 1L << i;
          break;
        }
      }
    }
    return jaro(inShorter, inLonger, shorter, longer);
  }

  /** The same, the places of a character in the longer text looked up at once. */
  private static double jaroInMasks(String shorter, Text.Masks ofLonger, String longer) {
    int window = Math.max(0, longer.length() / 2 - 1);
    long inLonger = 0;
    long inShorter = 0;
    for (int i = 0; i < shorter.length(); i++) {
      long end = i + window + 1 >= WORD ? -1L : (1L << (i + window + 1)) - 1;
      long near = i <= window ? end : end & -(1L << (i - window));
      long free = ofLonger.of(shorter.charAt(i)) & near & ~inLonger;
      inLonger |= free & -free;
      inShorter |= free == 0 ? 0 : 1L << i;
    }
    return jaro(inShorter, inLonger, shorter, longer);
  }

  private static double jaro(long inShorter, long inLonger, String shorter, String longer) {
    int matches = Long.bitCount(inShorter);
    if (matches == 0) {
      return 0;
    }
    int transposed = 0;
    long left = inLonger;
    for (long right = inShorter; right != 0; right &= right - 1) {
      if (shorter.charAt(Long.numberOfTrailingZeros(right))
          != longer.charAt(Long.numberOfTrailingZeros(left))) {
        transposed++;
      }
      left &= left - 1;
    }
    return jaro(matches, transposed, shorter.length(), longer.length());
  }

  private static double jaroInFlags(String shorter, String longer) {
    int window = Math.max(0, longer.length() / 2 - 1);
    boolean[] inLonger = new boolean[longer.length()];
    boolean[] inShorter = new boolean[shorter.length()];
    int matches = 0;
    for (int i = 0; i < shorter.length(); i++) {
      int end = Math.min(longer.length(), i + window + 1);
      for (int j = Math.max(0, i - window); j < end; j++) {
        if (!inLonger[j] && longer.charAt(j) == shorter.charAt(i)) {
          inLonger[j] = true;
          inShorter[i] = true;
          matches++;
          break;
        }
      }
    }
    if (matches == 0) {
      return 0;
    }
    int transposed = 0;
    int j = 0;
    for (int i = 0; i < shorter.length(); i++) {
      if (inShorter[i]) {
        while (!inLonger[j]) {
          j++;
        }
        if (shorter.charAt(i) != longer.charAt(j)) {
          transposed++;
        }
        j++;
      }
    }
    return jaro(matches, transposed, shorter.length(), longer.length());
  }

  private static double jaro(int matches, int transposed, int shorter, int longer) {
    double m = matches;
    return (m / shorter + m / longer + (m - transposed / 2.0) / m) / 3;
  }
}
