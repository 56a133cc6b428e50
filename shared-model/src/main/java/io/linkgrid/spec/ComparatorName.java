package io.linkgrid.spec;

/** The comparators that a spec can name, and the types of attribute that each one fits. */
public enum ComparatorName {
  /** 1 for equal values, else 0. */
  EXACT("exact"),
  /** Business names: words in any order, misspelt, left out or added. */
  BUSINESS_NAME("business-name"),
  /** Street addresses: number and street apart. */
  US_ADDRESS("us-address"),
  /** Zip codes: digits swapped or mistyped. */
  US_ZIP("us-zip"),
  /** Phone numbers: digits swapped or mistyped. */
  US_PHONE("us-phone"),
  /** Places: the nearer, the more alike. */
  DISTANCE("distance"),
  /** Jaro-Winkler similarity of the texts. */
  JARO_WINKLER("jaro-winkler"),
  /** 1 minus the edit distance over the longer length. */
  LEVENSHTEIN("levenshtein"),
  /** Shared words over all words. */
  TOKEN_SET("token-set"),
  /** Dates: the fewer days between them, the more alike. */
  DAYS_APART("days-apart");

  private final String word;

  ComparatorName(String word) {
    this.word = word;
  }

  /** Returns the word that stands for the comparator in a spec. */
  public String word() {
    return word;
  }

  /** Returns whether attributes of this type can be compared by it. */
  public boolean fits(AttributeType type) {
    return switch (this) {
      case EXACT -> true;
      case BUSINESS_NAME, JARO_WINKLER, LEVENSHTEIN, TOKEN_SET ->
          type == AttributeType.BUSINESS_NAME || type == AttributeType.TEXT;
      case US_ADDRESS -> type == AttributeType.US_ADDRESS;
      case US_ZIP -> type == AttributeType.US_ZIP;
      case US_PHONE -> type == AttributeType.US_PHONE;
      case DISTANCE -> type == AttributeType.COORDINATES;
      case DAYS_APART -> type == AttributeType.DATE;
    };
  }
}
