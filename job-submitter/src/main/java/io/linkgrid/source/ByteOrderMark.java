package io.linkgrid.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The bytes at the start of a file that name its character set. The longer ones come first. */
enum ByteOrderMark {
  UTF_32_LE("UTF-32LE", "\u00ff\u00fe\0\0"),
  UTF_32_BE("UTF-32BE", "\0\0\u00fe\u00ff"),
  UTF_8("UTF-8", "\u00ef\u00bb\u00bf"),
  UTF_16_LE("UTF-16LE", "\u00ff\u00fe"),
  UTF_16_BE("UTF-16BE", "\u00fe\u00ff");

  private static final int LONGEST = 4;

  private final String charset;
  private final String bytes;

  /** A mark; its bytes are written as the characters of the same numbers. */
  ByteOrderMark(String charset, String bytes) {
    this.charset = charset;
    this.bytes = bytes;
  }

  /** Returns the mark with which these bytes begin, if they do. */
  static Optional<ByteOrderMark> of(byte[] start) {
    String first =
        new String(start, 0, Math.min(start.length, LONGEST), StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(mark -> first.startsWith(mark.bytes)).findFirst();
  }

  /** Returns the character set that it stands for. */
  Charset charset() {
    return Charset.forName(charset);
  }

  /** Returns how many bytes it has. */
  int length() {
    return bytes.length();
  }
}
