package io.linkgrid.clean;

/**
 * Turns a raw text into its standard form. Every implementation is stateless, safe for any number
 * of threads, and idempotent: standardising a standard form changes nothing. Only one that takes a
 * piece out of a text, or reads a date in a format of its own, must be given the raw text.
 */
@FunctionalInterface
public interface Standardiser {
  /**
   * Returns the standard form, or the empty text when the raw text holds nothing usable. Never
   * fails, whatever the text.
   */
  String standardise(String raw);
}
