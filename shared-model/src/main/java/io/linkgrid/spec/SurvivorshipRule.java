package io.linkgrid.spec;

/** Which value of an attribute makes it into the golden record. */
public enum SurvivorshipRule {
  /** The value that most rows have. */
  MOST_FREQUENT("most-frequent"),
  /** The longest value. */
  LONGEST("longest"),
  /** The value that was said last. */
  NEWEST("newest"),
  /** The value from the file of the highest authority. */
  SOURCE_PRIORITY("source-priority");

  private final String word;

  SurvivorshipRule(String word) {
    this.word = word;
  }

  /** Returns the word that stands for it in a spec. */
  public String word() {
    return word;
  }
}
