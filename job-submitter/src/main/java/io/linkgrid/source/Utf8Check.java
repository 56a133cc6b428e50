package io.linkgrid.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Counts the well-formed and the malformed sequences beyond ASCII in bytes that should be UTF-8. It
 * is fed buffer by buffer; a sequence may span two of them.
 */
final class Utf8Check {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGHS = 0x8080808080808080L;

  private long sequences;
  private long malformed;
  private int pending;
  // What the next byte of a sequence may be; narrower after some first bytes (RFC 3629).
  private int lowest;
  private int highest;

  /** Returns whether the bytes are well-formed UTF-8 from their start to their end. */
  static boolean isUtf8(byte[] bytes, int from, int to) {
    Utf8Check check = new Utf8Check();
    check.check(bytes, from, to);
    check.finish();
    return check.malformed == 0;
  }

  /** Returns whether a byte is beyond ASCII. */
  static boolean isBeyondAscii(byte[] bytes, int from, int to) {
    return skipAscii(bytes, from, to) < to;
  }

  /** Returns the index of the first byte beyond ASCII, or {@code to}. */
  static int skipAscii(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - Long.BYTES && ((long) LONGS.get(bytes, at) & HIGHS) == 0) {
      at += Long.BYTES;
    }
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  /** Goes on with the bytes that follow those of the last call. */
  void check(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (pending == 0) {
        at = skipAscii(bytes, at, to);
        if (at < to) {
          begin(bytes[at] & 0xff);
          at++;
        }
      } else {
        int next = bytes[at] & 0xff;
        if (next < lowest || next > highest) {
          // The byte may begin a sequence of its own: it is looked at again.
          malformed++;
          pending = 0;
        } else {
          lowest = 0x80;
          highest = 0xbf;
          pending--;
          sequences += pending == 0 ? 1 : 0;
          at++;
        }
      }
    }
  }

  /** Says that there are no more bytes: a sequence that has not ended is malformed. */
  void finish() {
    malformed += pending > 0 ? 1 : 0;
    pending = 0;
  }

  /** Returns how many characters beyond ASCII are well-formed. */
  long sequences() {
    return sequences;
  }

  /** Returns how many times the bytes were not UTF-8. */
  long malformed() {
    return malformed;
  }

  private void begin(int first) {
    lowest = 0x80;
    highest = 0xbf;
    if (first >= 0xc2 && first <= 0xdf) {
      pending = 1;
    } else if (first >= 0xe0 && first <= 0xef) {
      pending = 2;
      lowest = first == 0xe0 ? 0xa0 : 0x80;
      highest = first == 0xed ? 0x9f : 0xbf;
    } else if (first >= 0xf0 && first <= 0xf4) {
      pending = 3;
      lowest = first == 0xf0 ? 0x90 : 0x80;
      highest = first == 0xf4 ? 0x8f : 0xbf;
    } else {
      malformed++;
    }
  }
}
