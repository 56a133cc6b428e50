package io.linkgrid.processor;

import io.linkgrid.clustering.AverageLinkage;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Looks at a component as a whole: weighs all its pairs, those that no key brought together as
 * well, and cuts it into clusters. For one thread.
 */
final class Cutting {
  private final MentionComparison comparison;
  private final PairScorer scorer;
  private final double atLeast;
  private final double together;
  private final Apart apart;

  Cutting(LinkSpec spec, Apart apart) {
    comparison = new MentionComparison(spec);
    scorer = new PairScorer(spec, comparison);
    atLeast = PairScorer.weight(spec.foundProbability());
    together = spec.clusterProbability();
    this.apart = apart;
  }

  /**
   * A member of a cluster.
   *
   * @param member the mention
   * @param heaviest the weight of its heaviest pair in the cluster, unless it is alone
   * @param cutFrom the member of another cluster with which it would be alike enough
   * @param cutWeight the weight of that pair
   */
  record Placed(
      ClusterMember member,
      OptionalDouble heaviest,
      List<ClusterMember> cutFrom,
      double cutWeight) {
    static Placed alone(ClusterMember member) {
      return new Placed(member, OptionalDouble.empty(), List.of(), 0);
    }
  }

  /** Returns the clusters of a component. The order of its members does not show. */
  List<List<Placed>> cut(List<ClusterMember> component) {
    List<ClusterMember> members = new ArrayList<>(component);
    members.sort((one, other) -> Long.compareUnsigned(one.mention().id(), other.mention().id()));
    double[][] weights = weights(members);
    int[] cluster =
        AverageLinkage.cut(
            members.stream().mapToLong(member -> member.said().rows()).toArray(),
            together,
            (one, other) ->
                weights[one][other] == Double.NEGATIVE_INFINITY
                    ? Double.NEGATIVE_INFINITY
                    : PairScorer.probability(weights[one][other]));
    Map<Integer, List<Placed>> clusters = new TreeMap<>(Comparator.naturalOrder());
    for (int i = 0; i < cluster.length; i++) {
      clusters
          .computeIfAbsent(cluster[i], c -> new ArrayList<>())
          .add(placed(i, members, cluster, weights[i]));
    }
    return List.copyOf(clusters.values());
  }

  private double[][] weights(List<ClusterMember> members) {
    List<PreparedMention> prepared =
        members.stream().map(member -> comparison.prepare(member.mention())).toList();
    double[][] weights = new double[members.size()][members.size()];
    for (int i = 0; i < weights.length; i++) {
      for (int j = i + 1; j < weights.length; j++) {
        weights[i][j] =
            apart.are(members.get(i).mention().id(), members.get(j).mention().id())
                ? Double.NEGATIVE_INFINITY
                : scorer.weight(prepared.get(i), prepared.get(j), Double.NEGATIVE_INFINITY);
        weights[j][i] = weights[i][j];
      }
    }
    return weights;
  }

  private Placed placed(int of, List<ClusterMember> members, int[] cluster, double[] weights) {
    OptionalDouble heaviest = OptionalDouble.empty();
    int cutFrom = of;
    for (int i = 0; i < weights.length; i++) {
      if (i == of) {
        continue;
      }
      if (cluster[i] == cluster[of]) {
        heaviest = OptionalDouble.of(Math.max(weights[i], heaviest.orElse(weights[i])));
      } else if (weights[i] >= atLeast && (cutFrom == of || weights[i] > weights[cutFrom])) {
        cutFrom = i;
      }
    }
    return cutFrom == of
        ? new Placed(members.get(of), heaviest, List.of(), 0)
        : new Placed(
            members.get(of), heaviest, List.of(members.get(cluster[cutFrom])), weights[cutFrom]);
  }
}
