package io.linkgrid.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short codes: each distinct one is looked at once, by its outline, however many have it. */
final class TextIndex implements ValueIndex<Text> {
  private final FieldComparator<Text> comparator;
  private final int width;
  private final long[] outlines;
  private final int[][] at;

  TextIndex(FieldComparator<Text> comparator, List<Text> values) {
    this.comparator = comparator;
    Map<String, List<Integer>> byText = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      byText.computeIfAbsent(values.get(i).string, t -> new ArrayList<>()).add(i);
    }
    width = values.isEmpty() ? 0 : comparator.outline(values.get(0)).length;
    outlines = new long[byText.size() * width];
    at = new int[byText.size()][];
    int next = 0;
    for (List<Integer> same : byText.values()) {
      System.arraycopy(
          comparator.outline(values.get(same.get(0))), 0, outlines, next * width, width);
      at[next++] = same.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  @Override
  public void find(Text value, double least, SimilarityIndex.Hits hits) {
    long[] outline = comparator.outline(value);
    for (int i = 0; i < at.length; i++) {
      double most = comparator.atMost(outline, 0, outlines, i * width);
      if (most >= least) {
        for (int position : at[i]) {
          hits.hit(position, most);
        }
      }
    }
  }
}
