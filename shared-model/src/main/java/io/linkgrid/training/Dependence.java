package io.linkgrid.training;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which comparisons go together among pairs that do not match, so that what agrees in one of them
 * agrees in the other for the same reason: two businesses in one house have its zip, a state
 * follows from a city, a family shares surname, street and phone.
 */
final class Dependence {
  /**
   * The most comparisons before that matter: with each of them the pairs to count from get fewer.
   */
  private static final int MOST_GIVEN = 3;

  /** How many times likelier an agreement is where the other one agrees, in log2. */
  private static final double STRONG = 2;

  /** The fewest pairs that agree in both, in the pairs that one random pair stands for. */
  private static final double FEWEST = 10;

  /** With fewer levels there is nothing between the same name and another one. */
  private static final int LEVELS_OF_NAMES = 4;

  private final LinkSpec spec;
  private final int[][] levels;

  /**
   * Nothing looked at yet.
   *
   * @param levels for each comparison the level of each pattern
   */
  Dependence(LinkSpec spec, int[][] levels) {
    this.spec = spec;
    this.levels = levels;
  }

  private record Strength(int comparison, double bits) {}

  /** Returns what is known before anything is counted: each place depends on those before it. */
  List<List<Integer>> ofPlaces() {
    List<List<Integer>> given = nothing();
    List<Integer> places = new ArrayList<>();
    for (int c : spec.inOrderOfCost()) {
      if (spec.typeOf(c).isPlace()) {
        given.set(
            c, List.copyOf(places.subList(Math.max(0, places.size() - MOST_GIVEN), places.size())));
        places.add(c);
      }
    }
    return given;
  }

  /**
   * Returns the comparisons that each depends on, as a model tells that was learnt before.
   *
   * @param all the pairs of each pattern
   * @param matched how many of them match
   * @param one how many pairs one random pair stands for
   * @param doubt the fewest pairs that agree in both, as a share of the matching ones that do: some
   *     of these are never known as such
   */
  List<List<Integer>> among(double[] all, double[] matched, double one, double doubt) {
    List<List<Integer>> given = ofPlaces();
    List<Integer> before = new ArrayList<>();
    for (int c : spec.inOrderOfCost()) {
      List<Integer> places = given.get(c);
      List<Strength> strengths = new ArrayList<>();
      for (int other : before) {
        double bits = bits(c, other, all, matched, one, doubt);
        if (bits >= STRONG || places.contains(other)) {
          strengths.add(new Strength(other, bits));
        }
      }
      given.set(
          c,
          strengths.stream()
              .sorted(Comparator.comparingDouble(Strength::bits).reversed())
              .limit(MOST_GIVEN)
              .map(Strength::comparison)
              .sorted(Comparator.comparingInt(before::indexOf))
              .toList());
      before.add(c);
    }
    return given;
  }

  /**
   * Returns for each comparison of names the one that says best whether they are at one place; -1
   * for all other comparisons, and for names that depend on anything else.
   *
   * @param given what each depends on
   */
  int[] placesOfNames(List<List<Integer>> given) {
    int[] places = new int[levels.length];
    Arrays.fill(places, -1);
    int place = -1;
    for (int c : spec.inOrderOfCost()) {
      if (spec.typeOf(c).isPlace()) {
        place = c;
      } else if (spec.typeOf(c).isName()
          && given.get(c).isEmpty()
          && spec.comparisons().get(c).levels().size() >= LEVELS_OF_NAMES) {
        places[c] = place;
      }
    }
    return places;
  }

  private List<List<Integer>> nothing() {
    List<List<Integer>> given = new ArrayList<>();
    for (int c = 0; c < levels.length; c++) {
      given.add(List.of());
    }
    return given;
  }

  /**
   * Returns how much likelier a pair that does not match is to be alike in one comparison where it
   * is the same in another; 0 when too few pairs tell.
   */
  private double bits(int of, int other, double[] all, double[] matched, double one, double doubt) {
    int last = spec.comparisons().get(of).levels().size() - 1;
    return Math.max(
        bits(of, 0, other, all, matched, one, doubt),
        bits(of, last - 1, other, all, matched, one, doubt));
  }

  /** The same for pairs that reach a level or one that is more alike. */
  private double bits(
      int of, int level, int other, double[] all, double[] matched, double one, double doubt) {
    double pairs = 0;
    double alike = 0;
    double same = 0;
    double both = 0;
    double bothMatched = 0;
    for (int p = 0; p < all.length; p++) {
      if (levels[of][p] == MentionComparison.ABSENT
          || levels[other][p] == MentionComparison.ABSENT) {
        continue;
      }
      double unmatched = Math.max(0, all[p] - matched[p]);
      boolean isAlike = levels[of][p] <= level;
      boolean isSame = levels[other][p] == 0;
      pairs += unmatched;
      alike += isAlike ? unmatched : 0;
      same += isSame ? unmatched : 0;
      if (isAlike && isSame) {
        both += unmatched;
        bothMatched += matched[p];
      }
    }
    return both < Math.max(FEWEST * one, doubt * bothMatched)
        ? 0
        : Trainer.log2(both * pairs / (alike * same));
  }
}
