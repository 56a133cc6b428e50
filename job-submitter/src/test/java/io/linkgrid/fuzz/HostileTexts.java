package io.linkgrid.fuzz;

import java.util.List;
import java.util.Random;

/** Texts that somebody somewhere has put into a field. */
final class HostileTexts {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "Joe's Diner",
          "1,234.5",
          "-0.0",
          "1e999",
          "NaN",
          "٣٤٥",
          "0x1F",
          "9".repeat(400),
          "2024-02-30",
          "31/12/99",
          "12/31/1999 25:61",
          "Febr. 29th, 1900",
          "0000-00-00",
          "-0044-03-15",
          "20240101T000000Z",
          "مطعم السلام",
          "שָׁלוֹם",
          "\u202eevil\u202c",
          "e\u0301\u0301\u0301\u0301",
          "a" + "\u0300".repeat(300),
          "👨‍👩‍👧‍👦 café",
          "\ufeffbom inside",
          "\u00a0\u2003\u200b",
          "İstanbul ß ﬁ Ǆ",
          "=HYPERLINK(\"http://x\",\"y\")",
          "+1 (415) 555-0100 ext. 9",
          "@SUM(1)",
          "<script>alert(1)</script>",
          "'; drop table link; --",
          "${jndi:ldap://x}",
          "%s%n%d",
          "\\N",
          "\\.",
          "{\"a\",NULL}",
          "NULL",
          "null",
          "a\\b\\",
          "37.7749",
          "-122.4194",
          "200 Market St #5, Suite 9½",
          "94110-1234",
          "SW1A 1AA",
          "joe+x@exämple.org",
          "\u2028line\u2029",
          "\u0085next");

  private HostileTexts() {}

  /** Returns one that any file can hold, if it is quoted where it must be. */
  static String any(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> letters(random, 1 + random.nextInt(12)) + " " + letters(random, 4);
      case 1 -> Integer.toString(random.nextInt());
      case 2 -> codePoints(random, random.nextInt(30));
      default -> TEXTS.get(random.nextInt(TEXTS.size()));
    };
  }

  /** Returns one that only quotes can hold. */
  static String withMarkup(Random random) {
    String marks = "\",;|\t\n\r \"\"";
    StringBuilder text = new StringBuilder(any(random));
    for (int i = random.nextInt(6); i >= 0; i--) {
      int at = text.length() == 0 ? 0 : random.nextInt(text.length());
      // Not into the middle of a pair of surrogates.
      at = at > 0 && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
      text.insert(at, marks.charAt(random.nextInt(marks.length())));
    }
    return text.toString();
  }

  private static String letters(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  /** From all of Unicode, without controls, line ends and halves of pairs. */
  private static String codePoints(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int point = random.nextInt(random.nextBoolean() ? 0x3000 : Character.MAX_CODE_POINT);
      if (point >= 0xa0 && (point < 0xd800 || point > 0xdfff)) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }
}
