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

  private JaroWinkler() {}

  /** Returns the similarity from 0 to 1; 1 for equal texts, also for two empty ones. */
  static double similarity(String a, String b) {
    if (a.equals(b)) {
      return 1;
    }
    if (a.isEmpty() || b.isEmpty()) {
      return 0;
    }
    // Which of two equally long texts looks for partners in the other can show; so it is settled.
    boolean inOrder = a.length() != b.length() ? a.length() < b.length() : a.compareTo(b) < 0;
    String shorter = inOrder ? a : b;
    String longer = inOrder ? b : a;
    double jaro =
        longer.length() <= WORD ? jaroInWords(shorter, longer) : jaroInFlags(shorter, longer);
    if (jaro < RAISED_FROM) {
      return jaro;
    }
    int prefix = 0;
    int most = Math.min(LONGEST_PREFIX, shorter.length());
    while (prefix < most && a.charAt(prefix) == b.charAt(prefix)) {
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
