package io.linkgrid.clean;

import java.util.regex.Pattern;

/**
 * Any text: upper-case words with one blank between them, nothing dropped. The hyphen of a model
 * number is no border of words: {@code KDL-40S} is written {@code KDL40S} as often.
 */
final class TextStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new TextStandardiser();

  private static final Pattern MODEL_NUMBER =
      Pattern.compile("(?<![\\p{L}\\p{N}])(\\p{L}{1,4})[-\u2010-\u2012](?=[0-9])");

  private TextStandardiser() {}

  @Override
  public String standardise(String raw) {
    return String.join(" ", WordScanner.words(joined(raw)));
  }

  private static String joined(String raw) {
    return raw.indexOf('-') < 0 && raw.chars().allMatch(c -> c < 0x80)
        ? raw
        : MODEL_NUMBER.matcher(raw).replaceAll("$1");
  }
}
