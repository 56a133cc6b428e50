package io.linkgrid.spec;

/**
 * How the text of a column is read before it is standardised.
 *
 * @param letters what becomes of letters; only of type {@code verbatim}
 * @param extract a regular expression of which the first match is the value: its first group if it
 *     has one, else the whole of it; empty when the whole text is; only of type {@code verbatim}
 * @param format how dates are written, of {@code yyyy}, {@code MM}, {@code dd} and what stands
 *     between them; empty when they are recognised; only of type {@code date}
 */
public record Reading(Letters letters, String extract, String format) {
  /** The text as it stands. */
  public static final Reading PLAIN = new Reading(Letters.AS_THEY_ARE, "", "");

  /** What becomes of letters. */
  public enum Letters {
    /** Nothing. */
    AS_THEY_ARE("as-they-are"),
    /** Small ones. */
    LOWER("lower"),
    /** Capitals. */
    UPPER("upper");

    private final String word;

    Letters(String word) {
      this.word = word;
    }

    /** Returns the word that stands for it in a spec. */
    public String word() {
      return word;
    }
  }
}
