package io.linkgrid.scoring;

import io.linkgrid.clean.AddressParts;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.TermTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The weight of a pair of restaurants as the documents define it: values as texts, the whole matrix
 * for every edit distance, no bound, nothing prepared. Shares no code with the kernel.
 */
final class StraightforwardScorer {
  private final LinkSpec spec;
  private final LinkModel model;

  /** Each address is parsed once, or a million pairs would take minutes. */
  private final Map<String, AddressParts> parsed = new HashMap<>();

  StraightforwardScorer(LinkSpec spec) {
    this.spec = spec;
    model = spec.model().orElseThrow();
  }

  double weight(Mention left, Mention right) {
    double sum = model.priorWeight();
    int[] levels = new int[spec.comparisons().size()];
    Arrays.fill(levels, -1);
    for (int of : spec.inOrderOfCost()) {
      int attribute = spec.comparisons().get(of).attribute();
      String one = left.values().get(attribute);
      String other = right.values().get(attribute);
      if (one.isEmpty() || other.isEmpty()) {
        continue;
      }
      double similarity = similarity(of, spec.terms(attribute), one, other);
      int level = 0;
      while (level < spec.comparisons().get(of).levels().size() - 1
          && similarity < spec.comparisons().get(of).levels().get(level).atLeast()) {
        level++;
      }
      levels[of] = level;
      ComparisonWeights weights = model.comparisons().get(of);
      int row = 0;
      int width = 1;
      for (int given : weights.given()) {
        row += width * (levels[given] + 1);
        width *= spec.comparisons().get(given).levels().size() + 1;
      }
      sum += weights.weights()[row][level];
      if (level == 0 && weights.commonness() > 0) {
        TermTable terms = spec.terms(attribute);
        sum +=
            Math.min(
                rarity(weights.commonness(), terms.others(one)),
                rarity(weights.commonness(), terms.others(other)));
      }
    }
    return sum;
  }

  private static float rarity(double commonness, double others) {
    return (float) (StrictMath.log(commonness / others) / StrictMath.log(2));
  }

  private double similarity(int comparison, TermTable terms, String one, String other) {
    return switch (spec.comparisons().get(comparison).comparator()) {
      case WORDS -> words(terms, one, other);
      case US_ADDRESS -> address(parsed(one), parsed(other));
      case US_ZIP -> one.equals(other) ? 1 : exchanged(one, other) ? 0.8 : 0;
      case US_PHONE ->
          one.equals(other) ? 1 : exchanged(one, other) || edits(one, other, 2) == 1 ? 0.85 : 0;
      case DISTANCE -> distance(one.split(" ", -1), other.split(" ", -1));
      default -> throw new IllegalArgumentException("No restaurant has that");
    };
  }

  private AddressParts parsed(String address) {
    return parsed.computeIfAbsent(address, AddressParts::parse);
  }

  private static double distance(String[] one, String[] other) {
    double latitude = Double.parseDouble(one[0]);
    double otherLatitude = Double.parseDouble(other[0]);
    double north = latitude - otherLatitude;
    double east =
        (Double.parseDouble(one[1]) - Double.parseDouble(other[1]))
            * StrictMath.cos(Math.toRadians((latitude + otherLatitude) / 2));
    return Math.max(0, 1 - Math.sqrt(north * north + east * east) * 111.195);
  }

  /** Whether two characters of one, anywhere, changed places. */
  private static boolean exchanged(String one, String other) {
    if (one.length() != other.length()) {
      return false;
    }
    int[] different =
        IntStream.range(0, one.length()).filter(i -> one.charAt(i) != other.charAt(i)).toArray();
    return different.length == 2
        && one.charAt(different[0]) == other.charAt(different[1])
        && one.charAt(different[1]) == other.charAt(different[0]);
  }

  private static double address(AddressParts one, AddressParts other) {
    String street = one.street().replace(" ", "");
    String otherStreet = other.street().replace(" ", "");
    boolean same = street.equals(otherStreet);
    String bare = bare(one.street());
    String otherBare = bare(other.street());
    boolean oneShortened = bare.length() < street.length();
    boolean otherShortened = otherBare.length() < otherStreet.length();
    boolean nearly =
        alike(street, otherStreet, 1) >= 0.8
            || (oneShortened != otherShortened && alike(bare, otherBare, 1) >= 0.8);
    if (!same && !nearly) {
      return 0;
    }
    String number = one.number();
    String otherNumber = other.number();
    if (number.isEmpty() != otherNumber.isEmpty()) {
      return same ? 0.75 : 0;
    }
    int off = same ? 0 : 1;
    if (!number.equals(otherNumber)) {
      if (inOrder(number).equals(inOrder(otherNumber))) {
        off++;
      } else if (Math.min(number.length(), otherNumber.length()) < 2
          || edits(number, otherNumber, 2) > 1) {
        return same ? 0.5 : 0;
      } else if (number.length() == otherNumber.length()) {
        return same ? 0.6 : 0.5;
      } else {
        off++;
      }
    }
    if (!one.unit().isEmpty() && !other.unit().isEmpty() && !one.unit().equals(other.unit())) {
      off++;
    }
    return off == 0 ? 1 : off == 1 ? 0.9 : 0.75;
  }

  private static String bare(String street) {
    int last = street.lastIndexOf(' ');
    boolean hasSuffix = last > 0 && street.substring(last + 1).length() <= 4;
    return (hasSuffix ? street.substring(0, last) : street).replace(" ", "");
  }

  private static String inOrder(String digits) {
    char[] chars = digits.toCharArray();
    Arrays.sort(chars);
    return new String(chars);
  }

  private static double words(TermTable terms, String left, String right) {
    String compact = left.replace(" ", "");
    String otherCompact = right.replace(" ", "");
    List<String> one = Arrays.stream(left.split(" ", -1)).sorted().toList();
    List<String> other = Arrays.stream(right.split(" ", -1)).sorted().toList();
    if (compact.equals(otherCompact) || one.equals(other)) {
      return 1;
    }
    boolean oneIsFew =
        one.size() != other.size()
            ? one.size() < other.size()
            : Arrays.compare(one.toArray(String[]::new), other.toArray(String[]::new)) <= 0;
    double words =
        (oneIsFew ? shared(terms, one, other) : shared(terms, other, one))
            / (norm(terms, one) * norm(terms, other));
    boolean contradict =
        one.stream().anyMatch(StraightforwardScorer::isNumber)
            && other.stream().anyMatch(StraightforwardScorer::isNumber)
            && one.stream().noneMatch(w -> isNumber(w) && other.contains(w));
    if (contradict) {
      return words * 0.5;
    }
    if (Math.max(compact.length(), otherCompact.length()) <= 64) {
      double text = alike(compact, otherCompact, 2);
      words = Math.max(words, text > 0.55 ? alike(compact, otherCompact, 1) : text);
    }
    return Math.min(words, 0.999);
  }

  private static double shared(TermTable terms, List<String> few, List<String> many) {
    boolean[] taken = new boolean[many.size()];
    double shared = 0;
    for (String word : few) {
      int partner = -1;
      double best = 0;
      for (int j = 0; j < many.size(); j++) {
        double alike = taken[j] ? 0 : wordsAlike(word, many.get(j));
        if (alike > best) {
          best = alike;
          partner = j;
        }
      }
      if (best >= 0.88) {
        taken[partner] = true;
        shared += best * terms.wordWeight(word) * terms.wordWeight(many.get(partner));
      }
    }
    return shared;
  }

  private static double norm(TermTable terms, List<String> words) {
    double squares = 0;
    for (String word : words) {
      squares += terms.wordWeight(word) * terms.wordWeight(word);
    }
    return Math.sqrt(squares);
  }

  private static boolean isNumber(String word) {
    return Character.isDigit(word.charAt(0));
  }

  private static double wordsAlike(String one, String other) {
    if (one.equals(other)) {
      return 1;
    }
    if (isNumber(one) || isNumber(other)) {
      return 0;
    }
    if (one.length() == 1 || other.length() == 1) {
      return one.charAt(0) == other.charAt(0) ? 0.9 : 0;
    }
    boolean inOrder =
        one.length() != other.length() ? one.length() < other.length() : one.compareTo(other) < 0;
    return inOrder ? jaroWinkler(one, other) : jaroWinkler(other, one);
  }

  private static double jaroWinkler(String shorter, String longer) {
    int reach = Math.max(0, longer.length() / 2 - 1);
    boolean[] taken = new boolean[longer.length()];
    StringBuilder common = new StringBuilder();
    for (int i = 0; i < shorter.length(); i++) {
      for (int j = Math.max(0, i - reach); j <= Math.min(longer.length() - 1, i + reach); j++) {
        if (!taken[j] && longer.charAt(j) == shorter.charAt(i)) {
          taken[j] = true;
          common.append(longer.charAt(j));
          break;
        }
      }
    }
    if (common.isEmpty()) {
      return 0;
    }
    int transposed = 0;
    int at = 0;
    for (int j = 0; j < longer.length(); j++) {
      if (taken[j]) {
        transposed += longer.charAt(j) != common.charAt(at++) ? 1 : 0;
      }
    }
    double m = common.length();
    double jaro = (m / shorter.length() + m / longer.length() + (m - transposed / 2.0) / m) / 3;
    int prefix = 0;
    while (prefix < Math.min(4, shorter.length())
        && shorter.charAt(prefix) == longer.charAt(prefix)) {
      prefix++;
    }
    return jaro < 0.7 ? jaro : jaro + 0.1 * prefix * (1 - jaro);
  }

  private static double alike(String one, String other, int editsOfASwap) {
    int longest = Math.max(one.length(), other.length());
    return longest == 0 ? 1 : 1 - (double) edits(one, other, editsOfASwap) / longest;
  }

  private static int edits(String a, String b, int ofASwap) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        edits[i][j] = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + ofASwap);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
