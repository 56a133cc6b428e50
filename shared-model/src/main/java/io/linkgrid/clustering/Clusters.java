package io.linkgrid.clustering;

import java.util.Arrays;

/**
 * The connected components of the pairs that match. A cluster is named by the smallest id in it, as
 * unsigned numbers go, so the order of the pairs does not show. Not safe for several threads.
 */
public final class Clusters {
  private static final int FIRST_CAPACITY = 1024;

  private long[] left = new long[FIRST_CAPACITY];
  private long[] right = new long[FIRST_CAPACITY];
  private double[] weight = new double[FIRST_CAPACITY];
  private int pairs;

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
     * @param heaviest the weight of the member's heaviest pair
     */
    void accept(long member, long cluster, double heaviest);
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
    int[] parent = new int[count];
    double[] heaviest = new double[count];
    for (int i = 0; i < count; i++) {
      parent[i] = i;
      heaviest[i] = Double.NEGATIVE_INFINITY;
    }
    for (int i = 0; i < pairs; i++) {
      int one = Arrays.binarySearch(ids, 0, count, left[i]);
      int other = Arrays.binarySearch(ids, 0, count, right[i]);
      heaviest[one] = Math.max(heaviest[one], weight[i]);
      heaviest[other] = Math.max(heaviest[other], weight[i]);
      unite(parent, ids, one, other);
    }
    for (int i = 0; i < count; i++) {
      membership.accept(ids[i], ids[root(parent, i)], heaviest[i]);
    }
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
