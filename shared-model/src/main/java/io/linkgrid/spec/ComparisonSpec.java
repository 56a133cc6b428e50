package io.linkgrid.spec;

import java.util.List;

/**
 * How one attribute of two records is compared.
 *
 * @param attribute the position of the attribute in the spec
 * @param comparator how the similarity of the two values is measured
 * @param levels the levels from the most to the least alike; the last one takes everything else. A
 *     pair in which a value is absent has no level and the weight zero
 */
public record ComparisonSpec(int attribute, ComparatorName comparator, List<Level> levels) {
  /**
   * A comparison level.
   *
   * @param label what it means, for people
   * @param atLeast the smallest similarity of the level, from 0 to 1; 0 for the last level
   */
  public record Level(String label, double atLeast) {}

  public ComparisonSpec {
    levels = List.copyOf(levels);
  }
}
