package io.linkgrid.fuzz;

import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import java.util.List;
import java.util.Random;

/** The spec by which fuzzed files are cleaned, and texts of specs and models that are damaged. */
final class FuzzedSpec {
  /** Every type that there is, and an event. */
  static final String YAML =
      """
      name: fuzz
      columns: [id, name, street, zip, phone, lat, lon, born, price, mail, code, said]
      record-id: id
      event: {id: code, date: said}
      attributes:
        shop: {column: name, type: business-name}
        street: {column: street, type: us-address}
        zip: {column: zip, type: us-zip}
        tel: {column: phone, type: phone}
        post: {column: zip, type: postcode}
        location: {columns: [lat, lon], type: coordinates}
        person: {column: name, type: person-name}
        people: {columns: [name, street], type: person-names}
        born: {column: born, type: date}
        dated: {column: said, type: date, format: dd/MM/yyyy}
        price: {column: price, type: number}
        mail: {column: mail, type: e-mail}
        code: {column: code, type: code}
        kind: {column: code, type: category}
        text: {column: name, type: text}
        part: {column: name, type: verbatim, letters: lower, extract: '([a-z]+)+x'}
      blocking:
        - {name: name, key: [shop.rare-tokens]}
        - {name: zip, key: [zip]}
      """;

  static final LinkSpec SPEC = SpecReader.parse(YAML, "fuzz.yaml");
  static final List<String> COLUMNS = SPEC.format().columns();

  private static final List<String> WORDS =
      List.of(
          "~",
          "null",
          "''",
          "[]",
          "{}",
          "&a",
          "*a",
          "<<: *a",
          "!!some.Type x",
          "- -",
          ": :",
          "1e999",
          "-1",
          "99999999999",
          "0x10",
          ".nan",
          "\u0000",
          "\ud83d\ude00",
          "\u202e",
          "\t",
          "|\n  x",
          "'",
          "\"\\U99999999\"",
          "? x",
          "%TAG",
          "---",
          "...",
          "[[[[[[",
          "{{{{{{",
          "1e-320",
          "-0.5",
          "2.5",
          "3",
          "700",
          "2147483648",
          "yes",
          "columns: [a]",
          "name: b",
          "(a+)+$",
          "[",
          "true",
          "\"\"",
          "-",
          "0",
          "{\"m\":1}");

  private FuzzedSpec() {}

  /** Damages a text by its structure as well as by its characters. */
  static String damaged(String whole, Random random) {
    StringBuilder text = new StringBuilder(whole);
    for (int times = 1 + random.nextInt(2); times > 0 && text.length() > 0; times--) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + 1 + random.nextInt(30));
      String word = WORDS.get(random.nextInt(WORDS.size()));
      // Mostly a value, so that the rest is read as well.
      switch (random.nextInt(16)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(at, word);
        case 2 -> text.replace(at, to, word);
        case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, to));
        case 4 -> text.setCharAt(at, (char) random.nextInt(0x100));
        case 5 -> lines(text, random);
        case 6 -> text.insert(at, word.repeat(random.nextInt(200)));
        case 7 -> text.setCharAt(at, (char) ('0' + random.nextInt(10)));
        case 8 -> text.insert(at, ' ');
        default -> number(text, random, word);
      }
    }
    return text.toString();
  }

  /** A line goes somewhere else, or is there twice. */
  private static void lines(StringBuilder text, Random random) {
    List<String> lines = text.toString().lines().toList();
    if (lines.isEmpty()) {
      return;
    }
    String line = lines.get(random.nextInt(lines.size()));
    int before = text.indexOf(lines.get(random.nextInt(lines.size())));
    text.insert(Math.max(0, before), line + "\n");
  }

  /** A value after a colon becomes another. */
  private static void number(StringBuilder text, Random random, String word) {
    int colon = text.indexOf(": ", random.nextInt(text.length()));
    if (colon >= 0) {
      int end = colon + 2;
      while (end < text.length() && ",}\n]".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      text.replace(colon + 2, end, word);
    }
  }
}
