package io.linkgrid.splink;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The model of {@code people.json} in plain Java, written from its SQL by hand with the kernels of
 * commons-text: what Splink would weigh, without a word of a spec.
 */
final class PeopleByHand {
  private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();
  private static final LevenshteinDistance LEVENSHTEIN = LevenshteinDistance.getDefaultInstance();
  private static final String SECTOR = "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]";
  private static final String DISTRICT = "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?";
  private static final String AREA = "^[A-Za-z]{1,2}";
  private static final String USER = "^[^@]+";

  private final JsonNode model;

  PeopleByHand(JsonNode model) {
    this.model = model;
  }

  /** A row by its columns; what is missing is not there. */
  record Row(Map<String, String> values) {
    Optional<String> get(String column) {
      return Optional.ofNullable(values.get(column)).filter(v -> !v.isEmpty());
    }

    Optional<String> piece(String column, String expression) {
      return get(column)
          .flatMap(
              text -> {
                Matcher found = Pattern.compile(expression).matcher(text);
                return found.find() ? Optional.of(found.group()) : Optional.empty();
              });
    }

    Optional<Double> number(String column) {
      return get(column).map(Double::valueOf);
    }

    Optional<LocalDate> date() {
      return get("dob")
          .filter(text -> text.matches("\\d{4}-(0\\d|1[0-2])-[0-3]\\d"))
          .map(LocalDate::parse);
    }
  }

  /** Log2 of the odds that a pair matches. */
  double weight(Row left, Row right) {
    double p = model.get("probability_two_random_records_match").asDouble();
    double odds = p / (1 - p);
    for (int i = 0; i < model.get("comparisons").size(); i++) {
      int level = level(i, left, right);
      if (level >= 0) {
        JsonNode reached = model.get("comparisons").get(i).get("comparison_levels").get(level);
        odds *= reached.get("m_probability").asDouble() / reached.get("u_probability").asDouble();
      }
    }
    return Math.log(odds) / Math.log(2);
  }

  /** The position of the level in the file, or -1 for the null level. */
  int level(int comparison, Row l, Row r) {
    return switch (comparison) {
      case 0 -> names(l, r);
      case 1 ->
          firstOf(
              missing(l, r, "surname"),
              same(l, r, "surname"),
              alike(l, r, "surname", 0.92),
              alike(l, r, "surname", 0.88),
              alike(l, r, "surname", 0.7));
      case 2 ->
          firstOf(
              l.date().isEmpty() || r.date().isEmpty(),
              same(l, r, "dob"),
              both(l.get("dob"), r.get("dob"), (a, b) -> oneEdit(a, b)),
              apart(l, r, 2_629_800),
              apart(l, r, 31_557_600),
              apart(l, r, 315_576_000));
      case 3 ->
          firstOf(
              missing(l, r, "postcode"),
              same(l, r, "postcode"),
              samePiece(l, r, "postcode", SECTOR),
              samePiece(l, r, "postcode", DISTRICT),
              samePiece(l, r, "postcode", AREA));
      case 4 ->
          firstOf(
              missing(l, r, "email"),
              same(l, r, "email"),
              samePiece(l, r, "email", USER),
              alike(l, r, "email", 0.88),
              both(
                  l.piece("email", USER),
                  r.piece("email", USER),
                  (a, b) -> jaroWinkler(a, b) >= 0.88));
      case 5 ->
          firstOf(
              missing(l, r, "town"),
              same(l, r, "town"),
              both(l.get("town"), r.get("town"), (a, b) -> jaro(a, b) >= 0.9),
              both(
                  l.get("town"),
                  r.get("town"),
                  (a, b) -> LEVENSHTEIN.apply(bytes(a), bytes(b)) <= 2),
              both(l.get("town"), r.get("town"), (a, b) -> jaccard(a, b) >= 0.75));
      case 6 ->
          firstOf(
              missing(l, r, "latitude") || missing(l, r, "longitude"),
              near(l, r, 1),
              near(l, r, 10));
      case 7 ->
          firstOf(
              missing(l, r, "height"),
              both(l.number("height"), r.number("height"), (a, b) -> a.equals(b)),
              both(l.number("height"), r.number("height"), (a, b) -> Math.abs(a - b) <= 2.5));
      default -> throw new IllegalArgumentException("comparison " + comparison);
    };
  }

  private static int names(Row l, Row r) {
    boolean reversed =
        both(l.get("forename"), r.get("surname"), String::equals)
            && both(l.get("surname"), r.get("forename"), String::equals);
    return firstOf(
        missing(l, r, "forename") && missing(l, r, "surname"),
        same(l, r, "forename") && same(l, r, "surname"),
        reversed,
        alike(l, r, "forename", 0.92) && alike(l, r, "surname", 0.92),
        alike(l, r, "forename", 0.88) && alike(l, r, "surname", 0.88),
        same(l, r, "surname"),
        same(l, r, "forename"));
  }

  /** The null level first; none of them is ELSE. */
  private static int firstOf(boolean isNull, boolean... levels) {
    if (isNull) {
      return -1;
    }
    for (int i = 0; i < levels.length; i++) {
      if (levels[i]) {
        return i + 1;
      }
    }
    return levels.length + 1;
  }

  private static <T> boolean both(Optional<T> a, Optional<T> b, BiPredicate<T, T> holds) {
    return a.isPresent() && b.isPresent() && holds.test(a.get(), b.get());
  }

  private static boolean missing(Row l, Row r, String column) {
    return l.get(column).isEmpty() || r.get(column).isEmpty();
  }

  private static boolean same(Row l, Row r, String column) {
    return both(l.get(column), r.get(column), String::equals);
  }

  private static boolean samePiece(Row l, Row r, String column, String expression) {
    return both(l.piece(column, expression), r.piece(column, expression), String::equals);
  }

  private static boolean alike(Row l, Row r, String column, double least) {
    return both(l.get(column), r.get(column), (a, b) -> jaroWinkler(a, b) >= least);
  }

  private static boolean apart(Row l, Row r, long seconds) {
    return both(
        l.date(),
        r.date(),
        (a, b) -> Math.abs(a.toEpochDay() - b.toEpochDay()) * 86_400L <= seconds);
  }

  /** At most one edit, a swap of two neighbours being one. */
  private static boolean oneEdit(String a, String b) {
    if (LEVENSHTEIN.apply(a, b) <= 1) {
      return true;
    }
    for (int i = 1; i < a.length(); i++) {
      if ((a.substring(0, i - 1) + a.charAt(i) + a.charAt(i - 1) + a.substring(i + 1)).equals(b)) {
        return true;
      }
    }
    return false;
  }

  /** What is left of Jaro-Winkler when what it adds for a prefix is taken off. */
  private static double jaro(String a, String b) {
    double raised = jaroWinkler(a, b);
    int prefix = 0;
    while (prefix < Math.min(4, Math.min(a.length(), b.length()))
        && a.charAt(prefix) == b.charAt(prefix)) {
      prefix++;
    }
    return raised < 0.7 ? raised : (raised - prefix * 0.1) / (1 - prefix * 0.1);
  }

  /** DuckDB measures bytes: a character for each. */
  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static double jaroWinkler(String a, String b) {
    return JARO_WINKLER.apply(bytes(a), bytes(b));
  }

  private static double jaccard(String a, String b) {
    List<Integer> left = a.chars().distinct().boxed().toList();
    List<Integer> right = b.chars().distinct().boxed().toList();
    double common = left.stream().filter(right::contains).count();
    return common / (left.size() + right.size() - common);
  }

  private static boolean near(Row l, Row r, double km) {
    double north = Math.toRadians(l.number("latitude").orElse(0.0));
    double south = Math.toRadians(r.number("latitude").orElse(0.0));
    double east =
        Math.toRadians(r.number("longitude").orElse(0.0) - l.number("longitude").orElse(0.0));
    double cosine =
        Math.sin(north) * Math.sin(south) + Math.cos(north) * Math.cos(south) * Math.cos(east);
    return Math.acos(Math.min(1, cosine)) * 6371 <= km;
  }
}
