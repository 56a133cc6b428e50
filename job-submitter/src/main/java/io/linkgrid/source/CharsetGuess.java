package io.linkgrid.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Says in which character set the bytes of a file are, after it has seen all of them.
 *
 * <p>UTF-8 is recognised by its form and not guessed. A file that is UTF-8 but for a few damaged
 * places is still UTF-8: to read it as anything else would spoil every accented letter instead of
 * rejecting the damaged rows.
 */
final class CharsetGuess {
  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final int SAMPLE_BYTES = 1 << 18;
  private static final int GOOD_FOR_EACH_BAD = 4;
  private static final int SHORTEST_WORD = 3;

  private final Utf8Check utf8 = new Utf8Check();
  private final byte[] sample = new byte[SAMPLE_BYTES];
  private int sampled;

  /** Goes on with the bytes that follow those of the last call. */
  void see(byte[] bytes, int from, int to) {
    utf8.check(bytes, from, to);
    if (sampled < SAMPLE_BYTES) {
      // Only the text from the first accent on says anything.
      int first = Utf8Check.skipAscii(bytes, from, to);
      int length = Math.min(to - first, SAMPLE_BYTES - sampled);
      System.arraycopy(bytes, first, sample, sampled, length);
      sampled += length;
    }
  }

  /** Says that there are no more bytes. */
  void finish() {
    utf8.finish();
  }

  /** Returns the character set of what was seen so far. */
  Charset charset() {
    if (utf8.malformed() == 0 || utf8.sequences() >= GOOD_FOR_EACH_BAD * utf8.malformed()) {
      return StandardCharsets.UTF_8;
    }
    return accentsStandAlone() ? WINDOWS_1252 : detected();
  }

  /**
   * Returns whether rows can be found and decoded without changing the bytes: separators, quotes
   * and line ends are one byte that means nothing else.
   */
  static boolean canBeReadInPlace(Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return true;
    }
    if (!charset.canEncode() || charset.newEncoder().maxBytesPerChar() != 1.0f) {
      return false;
    }
    StringBuilder ascii = new StringBuilder();
    for (char c = 0; c < 0x80; c++) {
      ascii.append(c);
    }
    return new String(ascii.toString().getBytes(StandardCharsets.US_ASCII), charset)
        .contentEquals(ascii);
  }

  /**
   * Returns whether most bytes beyond ASCII stand between ASCII letters, as accents do in Western
   * text: alone or, as in Grüße, in twos. Detectors mistake a handful of those for Cyrillic or
   * Chinese, whose words are made of such bytes.
   */
  private boolean accentsStandAlone() {
    int beyondAscii = 0;
    int inWords = 0;
    int run = 0;
    for (int i = 0; i <= sampled; i++) {
      if (i < sampled && sample[i] < 0) {
        run++;
      } else {
        beyondAscii += run;
        inWords += run >= SHORTEST_WORD ? run : 0;
        run = 0;
      }
    }
    return 2 * inWords <= beyondAscii;
  }

  private Charset detected() {
    UniversalDetector detector = new UniversalDetector();
    detector.handleData(sample, 0, sampled);
    detector.dataEnd();
    String name = detector.getDetectedCharset();
    if (name == null || !Charset.isSupported(name)) {
      return WINDOWS_1252;
    }
    Charset charset = Charset.forName(name);
    boolean alreadyRuledOut =
        charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
    return alreadyRuledOut ? WINDOWS_1252 : charset;
  }
}
