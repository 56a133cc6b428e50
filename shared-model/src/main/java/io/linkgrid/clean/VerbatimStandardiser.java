package io.linkgrid.clean;

import io.linkgrid.spec.Reading;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as it stands, with its blanks, signs and letters; or the piece of it that a regular
 * expression finds. Dropped is only what no database keeps: NUL and halves of characters.
 */
final class VerbatimStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new VerbatimStandardiser(Reading.PLAIN);

  private final Reading reading;
  private final Pattern extract;

  VerbatimStandardiser(Reading reading) {
    this.reading = reading;
    extract = Pattern.compile(reading.extract());
  }

  @Override
  public String standardise(String raw) {
    String text = inLetters(storable(raw));
    if (reading.extract().isEmpty()) {
      return text;
    }
    Matcher found = extract.matcher(text);
    if (!found.find()) {
      return "";
    }
    String piece = found.groupCount() == 0 ? found.group() : found.group(1);
    return piece == null ? "" : piece;
  }

  private String inLetters(String text) {
    return switch (reading.letters()) {
      case AS_THEY_ARE -> text;
      case LOWER -> mapped(text, Letter.LOWER);
      case UPPER -> mapped(text, Letter.UPPER);
    };
  }

  private enum Letter {
    LOWER,
    UPPER
  }

  /** One character for one, as databases do: the capital of ß is ß. */
  private static String mapped(String text, Letter to) {
    StringBuilder mapped = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> to == Letter.LOWER ? Character.toLowerCase(c) : Character.toUpperCase(c))
        .forEach(mapped::appendCodePoint);
    return mapped.toString();
  }

  private static String storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return withoutTheRest(text);
      }
    }
    return text;
  }

  private static String withoutTheRest(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != 0 && Character.getType(c) != Character.SURROGATE)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
