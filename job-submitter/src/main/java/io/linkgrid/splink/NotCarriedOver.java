package io.linkgrid.splink;

/** Something of a model that a spec cannot say: why, and what to do. */
final class NotCarriedOver extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param sentences why, as a clause that goes on after a colon, and what to do, each with its
   *     point
   */
  NotCarriedOver(String sentences) {
    super(sentences);
  }

  /** Returns the sentences. */
  String sentences() {
    return String.valueOf(getMessage());
  }
}
