package io.linkgrid.clean;

/** One of few texts: upper-case words like any text, but empty for N/A, NULL, UNKNOWN and 0000. */
final class CategoryStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new CategoryStandardiser();

  private CategoryStandardiser() {}

  @Override
  public String standardise(String raw) {
    return Placeholders.INSTANCE.emptied(String.join(" ", WordScanner.words(raw)));
  }
}
