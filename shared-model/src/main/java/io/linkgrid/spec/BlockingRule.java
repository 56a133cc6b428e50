package io.linkgrid.spec;

import java.util.List;

/**
 * Two records are a candidate pair when they share a key. A record that lacks a part of the key has
 * none under this rule.
 *
 * @param name its name in reports
 * @param parts what the key is made of
 * @param cap the most mentions that a key may have; one with more brings no pairs together. {@link
 *     #NO_CAP} when any number may
 */
public record BlockingRule(String name, List<KeyPart> parts, int cap) {
  /**
   * The cap of a rule that names none. The pairs of a key grow with the square of its mentions: so
   * many are 200 million pairs, some minutes of a core.
   */
  public static final int USUAL_CAP = 20_000;

  /** A key may have any number of mentions. */
  public static final int NO_CAP = Integer.MAX_VALUE;

  public BlockingRule {
    parts = List.copyOf(parts);
    if (cap < 1) {
      throw new IllegalArgumentException("A key has at least one mention, but the cap is " + cap);
    }
  }

  /** A rule with the usual cap. */
  public BlockingRule(String name, List<KeyPart> parts) {
    this(name, parts, USUAL_CAP);
  }
}
