package io.linkgrid.clustering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The connected components of the pairs that match. A component is named by the smallest id in it,
 * as unsigned numbers go, so the order of the pairs does not show.
 *
 * <p>A component that is larger than the most that can be looked at as a whole is divided: its
 * pairs unite its members the heaviest first, equal ones in the order of their ids, and none that
 * would make a part larger than that. Not safe for several threads.
 */
public final class Clusters {
  private static final int FIRST_CAPACITY = 1024;

  private long[] left = new long[FIRST_CAPACITY];
  private long[] right = new long[FIRST_CAPACITY];
  private double[] weight = new double[FIRST_CAPACITY];
  private int pairs;
  private final int largest;

  /**
   * Components of at most so many members.
   *
   * @param largest at least 1
   */
  public Clusters(int largest) {
    this.largest = largest;
  }

  /** Adds a pair that matches. */
  public void add(long one, long other, double matchWeight) {
    if (pairs == left.length) {
      left = Arrays.copyOf(left, pairs * 2);
      right = Arrays.copyOf(right, pairs * 2);
      weight = Arrays.copyOf(weight, pairs * 2);
    }
    left[pairs] = one;
    right[pairs] = other;
    weight[pairs] = matchWeight;
    pairs++;
  }

  /** Takes the members of clusters. */
  @FunctionalInterface
  public interface Membership {
    /**
     * Takes a member.
     *
     * @param member the id of the member
     * @param cluster the smallest id in its cluster
     */
    void accept(long member, long cluster);
  }

  /** Gives every id that is in a pair with its cluster, in order of the ids. */
  public void forEach(Membership membership) {
    long[] ids = new long[pairs * 2];
    System.arraycopy(left, 0, ids, 0, pairs);
    System.arraycopy(right, 0, ids, pairs, pairs);
    Arrays.sort(ids);
    int count = 0;
    for (int i = 0; i < ids.length; i++) {
      if (i == 0 || ids[i] != ids[i - 1]) {
        ids[count++] = ids[i];
      }
    }
    int[] parent = components(ids, count);
    divideLarge(parent, ids, count);
    for (int i = 0; i < count; i++) {
      membership.accept(ids[i], ids[root(parent, i)]);
    }
  }

  private int[] components(long[] ids, int count) {
    int[] parent = new int[count];
    Arrays.setAll(parent, i -> i);
    for (int i = 0; i < pairs; i++) {
      unite(parent, ids, position(ids, count, left[i]), position(ids, count, right[i]));
    }
    return parent;
  }

  private void divideLarge(int[] parent, long[] ids, int count) {
    int[] sizes = new int[count];
    for (int i = 0; i < count; i++) {
      sizes[root(parent, i)]++;
    }
    List<Integer> ofLarge = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      if (sizes[root(parent, position(ids, count, left[i]))] > largest) {
        ofLarge.add(i);
      }
    }
    if (ofLarge.isEmpty()) {
      return;
    }
    ofLarge.sort(
        Comparator.<Integer>comparingDouble(i -> -weight[i])
            .thenComparing(i -> Math.min(left[i], right[i]))
            .thenComparing(i -> Math.max(left[i], right[i])));
    boolean[] apart = new boolean[count];
    for (int i = 0; i < count; i++) {
      apart[i] = sizes[root(parent, i)] > largest;
    }
    for (int i = 0; i < count; i++) {
      if (apart[i]) {
        parent[i] = i;
        sizes[i] = 1;
      }
    }
    for (int i : ofLarge) {
      int one = root(parent, position(ids, count, left[i]));
      int other = root(parent, position(ids, count, right[i]));
      if (one != other && sizes[one] + sizes[other] <= largest) {
        int together = sizes[one] + sizes[other];
        unite(parent, ids, one, other);
        sizes[root(parent, one)] = together;
      }
    }
  }

  private static int position(long[] ids, int count, long id) {
    return Arrays.binarySearch(ids, 0, count, id);
  }

  private static void unite(int[] parent, long[] ids, int one, int other) {
    int a = root(parent, one);
    int b = root(parent, other);
    if (Long.compareUnsigned(ids[a], ids[b]) <= 0) {
      parent[b] = a;
    } else {
      parent[a] = b;
    }
  }

  private static int root(int[] parent, int i) {
    int node = i;
    while (parent[node] != node) {
      parent[node] = parent[parent[node]];
      node = parent[node];
    }
    return node;
  }
}
