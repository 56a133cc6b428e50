package io.linkgrid.clean;

/** Any text: upper-case words with one blank between them, nothing dropped. */
final class TextStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new TextStandardiser();

  private TextStandardiser() {}

  @Override
  public String standardise(String raw) {
    return String.join(" ", WordScanner.words(raw));
  }
}
