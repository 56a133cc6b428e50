package io.linkgrid.profile;

import io.linkgrid.profile.CandidateCount.Count;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The blocking rules that are worth their candidates.
 *
 * @param partitionBy the attribute by which records are spread, whose rule is the first, if any
 * @param rules the rules in their order; at least one
 * @param leftOut the rules that are not used
 */
record RuleChoice(Optional<String> partitionBy, List<Rule> rules, List<Rule> leftOut) {
  /** A rule that makes more candidates of a record on average costs more than it finds. */
  static final int MOST_CANDIDATES = 200;

  /**
   * A rule.
   *
   * @param name its name, which is that of its attribute
   * @param key its key
   * @param remark what it costs, and why it is left out if it is
   */
  record Rule(String name, List<String> key, String remark) {
    Rule {
      key = List.copyOf(key);
    }

    /** Returns its line in a spec, without the dash of the list. */
    String line() {
      return "{name: " + name + ", key: [" + String.join(", ", key) + "]}";
    }
  }

  private record Counted(ProposedAttribute attribute, Count count) {}

  RuleChoice {
    rules = List.copyOf(rules);
    leftOut = List.copyOf(leftOut);
  }

  /** Returns a rule for each attribute, good or bad, so that their candidates can be counted. */
  static RuleChoice all(List<ProposedAttribute> attributes) {
    return new RuleChoice(
        Optional.empty(),
        attributes.stream().map(a -> new Rule(a.name(), a.anyKey(), "")).toList(),
        List.of());
  }

  /**
   * Chooses.
   *
   * @param spec the spec with a rule for each attribute, in the order of the attributes
   */
  static RuleChoice of(
      List<ProposedAttribute> attributes, LinkSpec spec, CandidateCount candidates) {
    List<Counted> counted = new ArrayList<>();
    for (int i = 0; i < attributes.size(); i++) {
      counted.add(new Counted(attributes.get(i), candidates.of(spec.blocking().get(i))));
    }
    Comparator<Counted> inOrder = Comparator.comparingInt(c -> c.attribute().order());
    List<Counted> good =
        new ArrayList<>(
            counted.stream()
                .filter(c -> !c.attribute().key().isEmpty() && isAffordable(c.count()))
                .sorted(inOrder)
                .toList());
    if (good.isEmpty()) {
      // A spec without a rule is none: the rule with the fewest candidates is the least bad.
      counted.stream()
          .min(
              Comparator.<Counted>comparingInt(c -> c.count().pairs() == 0 ? 1 : 0)
                  .thenComparingLong(c -> c.count().pairs()))
          .ifPresent(good::add);
    }
    Optional<Counted> partition =
        good.stream().filter(c -> c.attribute().canPartition()).findFirst();
    partition.ifPresent(
        p -> {
          good.remove(p);
          good.add(0, p);
        });
    return new RuleChoice(
        partition.map(p -> p.attribute().name()),
        good.stream().map(c -> rule(c, isAffordable(c.count()) ? "" : bad(c.count()))).toList(),
        counted.stream()
            .filter(c -> !good.contains(c) && !c.attribute().key().isEmpty())
            .sorted(inOrder)
            .map(c -> rule(c, bad(c.count())))
            .toList());
  }

  private static boolean isAffordable(Count count) {
    return count.pairs() > 0 && count.perRecord() <= MOST_CANDIDATES;
  }

  private static String bad(Count count) {
    return count.pairs() == 0
        ? ": it brings no two records together"
        : ": more than " + MOST_CANDIDATES + " a record";
  }

  private static Rule rule(Counted counted, String verdict) {
    Count count = counted.count();
    String cost =
        count.pairs() == 0
            ? "no candidate pairs"
            : String.format(
                Locale.ROOT,
                count.pairs() == 1
                    ? "at most %,d candidate pair, %.1f a record"
                    : "at most %,d candidate pairs, %.1f a record",
                count.pairs(),
                count.perRecord());
    return new Rule(counted.attribute().name(), counted.attribute().anyKey(), cost + verdict);
  }
}
