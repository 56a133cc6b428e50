package io.linkgrid.spec;

import java.util.List;

/**
 * How one attribute of two records is compared.
 *
 * @param attribute the position of the attribute in the spec
 * @param comparator how the similarity of the two values is measured
 * @param levels the levels from the most to the least alike; the last one takes everything else. A
 *     pair in which a value is absent has no level and the weight zero
 * @param absent the attributes that must all be absent, each in one of the two records at least,
 *     for a pair to have no level; when there are none, every pair has one
 */
public record ComparisonSpec(
    int attribute, ComparatorName comparator, List<Level> levels, List<Integer> absent) {
  /**
   * A comparison level.
   *
   * @param label what it means, for people
   * @param atLeast the smallest similarity of the level, from 0 to 1; 0 for the last level and for
   *     one that has conditions
   * @param conditions what must all hold for a pair to reach the level, of the comparator {@link
   *     ComparatorName#BY_LEVEL}; empty for the last level and with every other comparator
   */
  public record Level(String label, double atLeast, List<Condition> conditions) {
    public Level {
      conditions = List.copyOf(conditions);
    }

    /** A level that is reached by a similarity. */
    public Level(String label, double atLeast) {
      this(label, atLeast, List.of());
    }
  }

  public ComparisonSpec {
    levels = List.copyOf(levels);
    absent = List.copyOf(absent);
  }

  /** A comparison that says nothing where its own attribute is absent. */
  public ComparisonSpec(int attribute, ComparatorName comparator, List<Level> levels) {
    this(attribute, comparator, levels, List.of(attribute));
  }
}
