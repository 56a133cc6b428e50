package io.linkgrid.source;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tells text from everything else by its start. A file is binary when most of its lines hold
 * control characters; a single one in a long text is a bad row, and no reason to refuse the file.
 */
final class BinaryContent {
  private static final int TEN_PERCENT = 10;

  private BinaryContent() {}

  /** Returns what the bytes are, for people, if they are not text. */
  static Optional<String> in(byte[] start) {
    int controls = 0;
    int nuls = 0;
    int evenNuls = 0;
    int lines = 0;
    int linesWithControls = 0;
    boolean lineHasControl = false;
    boolean lineHasText = false;
    for (int i = 0; i < start.length; i++) {
      int b = start[i];
      if (b == '\n' || b == '\r') {
        lines += lineHasText ? 1 : 0;
        linesWithControls += lineHasControl ? 1 : 0;
        lineHasText = false;
        lineHasControl = false;
        continue;
      }
      lineHasText = true;
      // Tab, vertical tab, form feed and escape do occur in text.
      if (b >= 0 && b < ' ' && b != '\t' && b != 0x0b && b != '\f' && b != 0x1b) {
        controls++;
        lineHasControl = true;
        nuls += b == 0 ? 1 : 0;
        evenNuls += b == 0 && i % 2 == 0 ? 1 : 0;
      }
    }
    lines += lineHasText ? 1 : 0;
    linesWithControls += lineHasControl ? 1 : 0;
    boolean binary = 2L * linesWithControls > lines || (long) controls * TEN_PERCENT > start.length;
    return binary ? Optional.of(name(start, nuls, evenNuls)) : Optional.empty();
  }

  private static String name(byte[] start, int nuls, int evenNuls) {
    String magic = new String(start, 0, Math.min(start.length, 16), StandardCharsets.ISO_8859_1);
    if (magic.startsWith("%PDF")) {
      return "a PDF document";
    }
    if (magic.startsWith("PAR1")) {
      return "a Parquet file";
    }
    if (magic.startsWith("SQLite format 3")) {
      return "an SQLite database";
    }
    if (magic.startsWith("\u00d0\u00cf\u0011\u00e0")) {
      return "an old office document";
    }
    if (magic.startsWith("PK\3\4")
        || magic.startsWith("\u001f\u008b")
        || magic.startsWith("BZh")
        || magic.startsWith("\u00fd7zXZ")
        || magic.startsWith("(\u00b5/\u00fd")
        || magic.startsWith("7z\u00bc\u00af")) {
      return "a packed file";
    }
    boolean everySecond = 3L * nuls > start.length && (evenNuls == 0 || evenNuls == nuls);
    if (everySecond) {
      return "UTF-16 without a byte order mark";
    }
    return nuls > 0 ? "binary (it holds NUL bytes)" : "binary (it is full of control characters)";
  }
}
