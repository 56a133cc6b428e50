package io.linkgrid.chart;

import java.util.Locale;

/** What a mark stands for; each has a colour in light and one in dark. */
public enum Tone {
  /** Linked, right, in favour. */
  MATCH,
  /** New. */
  NEW,
  /** In review. */
  REVIEW,
  /** Rejected, wrong, against. */
  REJECTED,
  /** Neither good nor bad. */
  NEUTRAL;

  /** Returns the class of a mark in this tone. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
