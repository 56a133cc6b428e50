package io.linkgrid.spec;

import java.util.List;

/**
 * Two records are a candidate pair when they share a key. A record that lacks a part of the key has
 * none under this rule.
 *
 * @param name its name in reports
 * @param parts what the key is made of
 */
public record BlockingRule(String name, List<KeyPart> parts) {
  public BlockingRule {
    parts = List.copyOf(parts);
  }
}
