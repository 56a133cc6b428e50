package io.linkgrid.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.comparison.WordsComparator.Words;
import io.linkgrid.spec.TermTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A scan of names finds whoever the comparator calls alike, among those that it is to look at. */
class WordsScanTest {
  private static final long SEED = 1_312;
  private static final TermTable TERMS =
      new TermTable(500, Map.of(), Map.of("CAFE", 200, "GRILL", 120, "THE", 60));
  private static final List<String> WORDS =
      List.of("CAFE", "GRILL", "THE", "DENNYS", "DEN", "NYS", "PHO", "84", "85", "K", "KING", "你好");

  private final WordsComparator comparator = new WordsComparator(TERMS);

  @Test
  void whoeverIsAlike_isFoundWithABound_whetherFewOrManyAreLookedAt() {
    List<Words> names = names(600, SEED);
    List<Words> probes = names(60, SEED + 1);
    WordsScan scan = new WordsScan(comparator, names);
    int[] all = IntStream.range(0, names.size()).toArray();
    int[] few = {5, 17, 400};

    int alike = 0;
    for (Words probe : probes) {
      for (double least : new double[] {0.5, 0.8, 0.95}) {
        for (int[] at : List.of(all, few)) {
          Map<Integer, Double> hits = new HashMap<>();
          scan.find(probe, at, each(least, at), at.length, hits::put);
          assertThat(hits.keySet()).isSubsetOf(IntStream.of(at).boxed().toList());
          for (int i : at) {
            double similarity = comparator.similarity(probe, names.get(i));
            if (similarity >= least) {
              alike++;
              assertThat(hits).containsKey(i);
              assertThat(hits.get(i)).isGreaterThanOrEqualTo(similarity - 1e-9);
            }
          }
        }
      }
    }
    assertThat(alike).as("pairs that are alike").isGreaterThan(1_000);
  }

  @Test
  void whatTheComparatorCallsTheSame_isFoundWithoutALook_andAllElseIsLess() {
    List<Words> names = names(3_000, SEED + 2);
    WordsScan scan = new WordsScan(comparator, names);

    int same = 0;
    for (Words probe : names(200, SEED + 3)) {
      Set<Integer> found = new HashSet<>();
      scan.findSame(probe, i -> assertThat(found.add(i)).as("given once").isTrue());
      for (int i = 0; i < names.size(); i++) {
        double similarity = comparator.similarity(probe, names.get(i));
        same += similarity == 1 ? 1 : 0;
        assertThat(similarity == 1 && !found.contains(i)).as("missed").isFalse();
        assertThat(similarity < 1 && similarity > scan.mostIfDifferent()).isFalse();
      }
    }
    assertThat(same).as("pairs that are the same").isGreaterThan(200);
  }

  @Test
  void namesOfPersonsAreTheSame_howeverTheyAreSetApart() {
    List<Words> names =
        List.of(
            comparator.prepare("ANN SMITH ; BO DOE"),
            comparator.prepare("BO DOE ; ANN SMITH"),
            comparator.prepare("ANN SMITH BO DOE"),
            comparator.prepare("ANN SMITH; BO DOE"),
            comparator.prepare("ANN SMITH ; BO ROE"));
    WordsScan scan = new WordsScan(comparator, names);
    Set<Integer> found = new HashSet<>();

    scan.findSame(names.get(0), found::add);

    assertThat(found).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(comparator.similarity(names.get(0), names.get(2))).isEqualTo(1);
    assertThat(comparator.similarity(names.get(0), names.get(3))).isEqualTo(1);
  }

  @Test
  void amongNobody_nobodyIsFound() {
    WordsScan scan = new WordsScan(comparator, List.of());
    Set<Integer> found = new HashSet<>();

    scan.findSame(comparator.prepare("CAFE"), found::add);
    scan.find(comparator.prepare("CAFE"), new int[0], new double[0], 0, (i, most) -> found.add(i));

    assertThat(found).isEmpty();
  }

  private static double[] each(double least, int[] at) {
    return IntStream.of(at).mapToDouble(i -> least).toArray();
  }

  private List<Words> names(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Words> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> words = new ArrayList<>();
      for (int w = random.nextInt(1, 4); w > 0; w--) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        words.add(random.nextInt(6) == 0 ? word + "XYZ;".charAt(random.nextInt(4)) : word);
      }
      names.add(comparator.prepare(String.join(random.nextInt(8) == 0 ? " ; " : " ", words)));
    }
    return names;
  }
}
