package io.linkgrid.model;

/**
 * A row that cannot be used, kept with the reason. Read = cleaned + rejected, always.
 *
 * @param origin where the row came from
 * @param reason what was expected and what was found, one sentence
 * @param raw the row as it stood in the file, cut at 10,000 characters, never inside of one
 */
public record RejectedRecord(Provenance origin, String reason, String raw) {
  private static final int LONGEST = 10_000;

  public RejectedRecord {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("A rejected row needs a reason");
    }
    raw = raw.length() > LONGEST ? raw.substring(0, endOf(raw)) : raw;
  }

  /** A pair of surrogates is one character: it is not cut in two. */
  private static int endOf(String raw) {
    return Character.isHighSurrogate(raw.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
  }
}
