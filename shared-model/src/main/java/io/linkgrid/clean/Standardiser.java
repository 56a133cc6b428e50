package io.linkgrid.clean;

/**
 * Turns a raw text into its standard form. Every implementation is stateless, safe for any number
 * of threads, and idempotent: standardising a standard form changes nothing.
 */
@FunctionalInterface
public interface Standardiser {
  /**
   * Returns the standard form, or the empty text when the raw text holds nothing usable. Never
   * fails, whatever the text.
   */
  String standardise(String raw);
}
