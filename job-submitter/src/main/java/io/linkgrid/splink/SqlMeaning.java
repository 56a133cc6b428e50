package io.linkgrid.splink;

import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.Measure;
import io.linkgrid.spec.Measure.Bound;
import io.linkgrid.spec.Reading;
import io.linkgrid.splink.ReadSide.Side;
import io.linkgrid.splink.ReadSide.Unmatched;
import io.linkgrid.splink.SqlSides.Names;
import io.linkgrid.splink.SqlTokens.Kind;
import io.linkgrid.splink.SqlTokens.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the SQL of levels and blocking rules means, in DuckDB's dialect and in the forms that
 * Splink's own levels have. Whatever has another form is not carried over.
 */
final class SqlMeaning {
  private static final double SECONDS_OF_A_DAY = 86_400;
  private static final int MOST_ALTERNATIVES = 15;
  private static final Map<String, Measure> FUNCTIONS =
      Map.of(
          "levenshtein", Measure.LEVENSHTEIN,
          "editdist3", Measure.LEVENSHTEIN,
          "damerau_levenshtein", Measure.DAMERAU,
          "jaro_similarity", Measure.JARO,
          "jaro_winkler_similarity", Measure.JARO_WINKLER,
          "jaccard", Measure.JACCARD);

  /** The great circle as Splink writes it, with the columns left out. */
  private static final String GREAT_CIRCLE =
      "cast ( acos ( case when ( $ ) > 1 then 1 when ( $ ) < - 1 then - 1 else ( $ ) end )"
          + " * 6371 as float ) <=";

  private static final String COSINE =
      "sin ( radians ( §1 ) ) * sin ( radians ( §2 ) ) + cos ( radians ( §1 ) ) * cos ( radians ("
          + " §2 ) ) * cos ( radians ( §3 - §4 ) )";

  private final SqlSides sides;

  SqlMeaning(Names names, Set<String> numbers) {
    this.sides = new SqlSides(names, numbers);
  }

  /** Returns the columns whose numbers a condition subtracts from each other. */
  static Set<String> numbersIn(Sql sql) {
    Set<String> found = new LinkedHashSet<>();
    if (sql instanceof Sql.Compare compare) {
      found.addAll(numbersIn(compare.left()));
      found.addAll(numbersIn(compare.right()));
    } else if (sql instanceof Sql.And and) {
      and.conditions().forEach(c -> found.addAll(numbersIn(c)));
    } else if (sql instanceof Sql.Or or) {
      or.conditions().forEach(c -> found.addAll(numbersIn(c)));
    } else if (sql instanceof Sql.Call call) {
      call.arguments().forEach(a -> found.addAll(numbersIn(a)));
    } else if (sql instanceof Sql.Arithmetic difference
        && difference.operator().equals("-")
        && difference.left() instanceof Sql.Column left
        && difference.right() instanceof Sql.Column) {
      SqlSides.withoutSuffix(left.name()).ifPresent(found::add);
    }
    return found;
  }

  /**
   * Returns when a condition holds: when all conditions of one of the lists do. Each list is of
   * things that both records have to do with in the same way.
   */
  List<List<ReadCondition>> alternatives(String sql) throws NotCarriedOver {
    Optional<ReadCondition> circle = greatCircle(sql);
    if (circle.isPresent()) {
      return List.of(List.of(circle.get()));
    }
    List<List<ReadCondition>> alternatives = new ArrayList<>();
    for (List<Sql> all : anyOfAll(SqlParser.parse(sql))) {
      alternatives.add(conditions(all));
    }
    return alternatives;
  }

  /** Brings a condition into the form {@code (… and …) or (… and …)}. */
  private static List<List<Sql>> anyOfAll(Sql sql) throws NotCarriedOver {
    if (sql instanceof Sql.Or or) {
      List<List<Sql>> any = new ArrayList<>();
      for (Sql condition : or.conditions()) {
        any.addAll(anyOfAll(condition));
      }
      return any;
    }
    if (!(sql instanceof Sql.And and)) {
      return List.of(List.of(sql));
    }
    List<List<Sql>> any = List.of(List.of());
    for (Sql condition : and.conditions()) {
      List<List<Sql>> longer = new ArrayList<>();
      for (List<Sql> before : any) {
        for (List<Sql> more : anyOfAll(condition)) {
          List<Sql> joined = new ArrayList<>(before);
          joined.addAll(more);
          longer.add(joined);
        }
      }
      any = longer;
      if (any.size() > MOST_ALTERNATIVES) {
        throw new NotCarriedOver(
            "its ORs within ANDs make more than %d alternatives. Write it with fewer."
                .formatted(MOST_ALTERNATIVES));
      }
    }
    return any;
  }

  /** An equality between a column of one record and another of the other, or a text. */
  private record Half(ReadSide left, Optional<ReadSide> right, String text) {}

  private List<ReadCondition> conditions(List<Sql> all) throws NotCarriedOver {
    List<ReadCondition> conditions = new ArrayList<>();
    List<Half> halves = new ArrayList<>();
    for (Sql sql : all) {
      if (sql instanceof Sql.Compare compare && compare.operator().equals("=")) {
        equality(compare, conditions, halves);
      } else if (sql instanceof Sql.Compare compare) {
        conditions.add(bounded(compare));
      } else {
        throw NotCarriedOver.otherForm(sql);
      }
    }
    while (!halves.isEmpty()) {
      conditions.add(whole(halves.remove(0), halves));
    }
    return conditions;
  }

  private void equality(Sql.Compare compare, List<ReadCondition> conditions, List<Half> halves)
      throws NotCarriedOver {
    boolean textFirst = compare.left() instanceof Sql.Text;
    Sql first = textFirst ? compare.right() : compare.left();
    Sql second = textFirst ? compare.left() : compare.right();
    ReadSide left = sides.read(first);
    if (second instanceof Sql.Text text) {
      halves.add(new Half(left, Optional.empty(), text.value()));
      return;
    }
    ReadSide right = sides.read(second);
    sides.checkPiece(left);
    sides.checkPiece(right);
    if (left.side() == right.side()) {
      throw new NotCarriedOver(
          "it compares two columns of the same record. Compare the two records of a pair.");
    }
    if (left.value().equals(right.value())) {
      conditions.add(new ReadCondition(Measure.SAME, left.value(), left.value(), 0));
    } else {
      halves.add(new Half(left, Optional.of(right), ""));
    }
  }

  /** Finds the other half of what must hold both ways. */
  private static ReadCondition whole(Half half, List<Half> others) throws NotCarriedOver {
    for (Half other : others) {
      if (half.right().isPresent() && isMirrored(half, other)) {
        others.remove(other);
        return new ReadCondition(Measure.SAME, half.left().value(), half.right().get().value(), 0);
      }
      boolean sameText =
          half.right().isEmpty()
              && other.right().isEmpty()
              && half.text().equals(other.text())
              && half.left().value().equals(other.left().value())
              && half.left().side() != other.left().side();
      if (sameText) {
        others.remove(other);
        ReadValue value = literal(half.left().value(), half.text());
        return new ReadCondition(Measure.SAME, value, value, 0);
      }
    }
    throw new NotCarriedOver(
        half.right().isPresent()
            ? "it compares different columns one way only, and the pairs of linkgrid have no left"
                + " and right. Say it both ways: ColumnsReversedLevel(…, symmetrical=True)."
            : "it looks for a text in one of the two records only, and the pairs of linkgrid have no"
                + " left and right. Say it of both: LiteralMatchLevel(…, side_of_comparison=\"both\").");
  }

  private static boolean isMirrored(Half half, Half other) {
    if (other.right().isEmpty()) {
      return false;
    }
    ReadSide mine = half.right().orElseThrow();
    ReadSide theirs = other.right().orElseThrow();
    return Map.of(half.left().side(), mine.value(), mine.side(), half.left().value())
        .equals(Map.of(other.left().side(), other.left().value(), theirs.side(), theirs.value()));
  }

  private static ReadValue literal(ReadValue value, String text) throws NotCarriedOver {
    if (!value.reading().extract().isEmpty() || value.type() != AttributeType.VERBATIM) {
      throw new NotCarriedOver(
          "it looks for a text in a piece of a column. Make the piece a column of its own before,"
              + " and train the model on that.");
    }
    String expression = "^" + quoted(text) + "$(?!\\n)";
    return value.with(new Reading(value.reading().letters(), expression, ""));
  }

  private static String quoted(String text) {
    return text.replaceAll("[^\\p{L}\\p{N} ]", "\\\\$0");
  }

  /** A measure with its bound. */
  private ReadCondition bounded(Sql.Compare compare) throws NotCarriedOver {
    boolean numberFirst = compare.left() instanceof Sql.Numeral;
    Sql measured = numberFirst ? compare.right() : compare.left();
    Sql bound = numberFirst ? compare.left() : compare.right();
    String operator = numberFirst ? turned(compare.operator()) : compare.operator();
    if (!(bound instanceof Sql.Numeral number) || !(measured instanceof Sql.Call call)) {
      throw NotCarriedOver.otherForm(compare);
    }
    Measure measure;
    ReadValue value;
    double scale = 1;
    if (FUNCTIONS.containsKey(call.name()) && call.arguments().size() == 2) {
      measure = FUNCTIONS.get(call.name());
      value = both(call.arguments().get(0), call.arguments().get(1));
    } else if (call.name().equals("abs") && call.arguments().size() == 1) {
      Difference difference = difference(call.arguments().get(0));
      measure = difference.measure();
      value = difference.value();
      scale = difference.scale();
    } else {
      throw NotCarriedOver.otherForm(compare);
    }
    return new ReadCondition(
        measure, value, value, bound(measure, operator, number.value(), scale));
  }

  private static String turned(String operator) {
    return operator.replace('<', '#').replace('>', '<').replace('#', '>');
  }

  /** What a difference measures; a bound is divided by the scale. */
  private record Difference(Measure measure, ReadValue value, double scale) {}

  private Difference difference(Sql sql) throws NotCarriedOver {
    if (sql instanceof Sql.Call call && Set.of("date_diff", "datediff").contains(call.name())) {
      if (call.arguments().size() != 3 || !call.arguments().get(0).equals(new Sql.Text("day"))) {
        throw new NotCarriedOver(
            "it counts borders of the calendar other than days. Count elapsed time:"
                + " AbsoluteDateDifferenceLevel.");
      }
      return new Difference(
          Measure.DAYS, both(call.arguments().get(1), call.arguments().get(2)).asDate(), 1);
    }
    if (!(sql instanceof Sql.Arithmetic minus) || !minus.operator().equals("-")) {
      throw NotCarriedOver.otherForm(sql);
    }
    if (minus.left() instanceof Sql.Call left
        && minus.right() instanceof Sql.Call right
        && left.name().equals("epoch")
        && right.name().equals("epoch")
        && left.arguments().size() == 1
        && right.arguments().size() == 1) {
      return new Difference(
          Measure.DAYS,
          both(left.arguments().get(0), right.arguments().get(0)).asDate(),
          SECONDS_OF_A_DAY);
    }
    return new Difference(
        Measure.DIFFERENCE, both(minus.left(), minus.right()).as(AttributeType.NUMBER), 1);
  }

  private static double bound(Measure measure, String operator, double number, double scale)
      throws NotCarriedOver {
    boolean isStrict = operator.length() == 1;
    boolean isLower = operator.startsWith(">");
    if (operator.equals("<>")
        || operator.equals("=")
        || isLower != (measure.bound() == Bound.AT_LEAST)) {
      throw new NotCarriedOver(
          "it wants values that are not alike. Put the level below those that are, without a"
              + " condition: ELSE.");
    }
    double bound = number;
    if (measure == Measure.LEVENSHTEIN || measure == Measure.DAMERAU || measure == Measure.DAYS) {
      // Whole numbers: days and edits below a bound are those up to the whole number before it.
      bound = isStrict ? Math.ceil(number / scale) - 1 : Math.floor(number / scale);
    } else if (isStrict) {
      bound = isLower ? Math.nextUp(number) : Math.nextDown(number);
    }
    if (bound < 0 || (isLower && bound > 1)) {
      throw new NotCarriedOver("no pair can reach it. Take the level out of the model.");
    }
    return bound;
  }

  private ReadValue both(Sql first, Sql second) throws NotCarriedOver {
    ReadSide left = sides.read(first);
    ReadSide right = sides.read(second);
    sides.checkPiece(left);
    sides.checkPiece(right);
    if (left.side() == right.side() || !left.value().equals(right.value())) {
      throw new NotCarriedOver(
          "it does not measure one thing of the two records of a pair. Measure the same column of"
              + " both.");
    }
    return left.value();
  }

  /** Returns what a null level reads: its values, which must all be missing. */
  List<ReadValue> absent(String sql, Set<ReadValue> places) throws NotCarriedOver {
    Sql parsed = SqlParser.parse(sql);
    if (parsed instanceof Sql.And and) {
      List<ReadValue> all = new ArrayList<>();
      for (Sql condition : and.conditions()) {
        List<ReadValue> one = missing(condition);
        if (one.size() != 1) {
          throw noNullLevel();
        }
        all.add(one.get(0));
      }
      return all;
    }
    List<ReadValue> values = missing(parsed);
    if (values.size() == 1) {
      return values;
    }
    List<String> columns = values.stream().flatMap(v -> v.columns().stream()).toList();
    for (ReadValue place : places) {
      if (columns.size() == 2 && Set.copyOf(columns).equals(Set.copyOf(place.columns()))) {
        return List.of(place);
      }
    }
    throw new NotCarriedOver(
        "it says nothing about a pair in which one of several columns is missing. Make it a"
            + " comparison for each column.");
  }

  /** The values of {@code a_l is null or a_r is null or b_l …}, each once. */
  private List<ReadValue> missing(Sql sql) throws NotCarriedOver {
    Map<ReadValue, Set<Side>> missing = new LinkedHashMap<>();
    for (List<Sql> one : anyOfAll(sql)) {
      if (one.size() != 1 || !(one.get(0) instanceof Sql.IsNull isNull)) {
        throw noNullLevel();
      }
      ReadSide side = sides.read(isNull.value());
      if (side.unmatched() == Unmatched.IS_EMPTY) {
        throw noNullLevel();
      }
      missing.computeIfAbsent(side.value(), v -> new LinkedHashSet<>()).add(side.side());
    }
    if (missing.values().stream().anyMatch(s -> s.size() != 2)) {
      throw noNullLevel();
    }
    return List.copyOf(missing.keySet());
  }

  private static NotCarriedOver noNullLevel() {
    return new NotCarriedOver(
        "it is a null level of another form than \"x_l\" IS NULL OR \"x_r\" IS NULL. Use"
            + " NullLevel(…).");
  }

  /** The distance of two places, if this is how Splink asks for it. */
  private static Optional<ReadCondition> greatCircle(String sql) throws NotCarriedOver {
    List<Token> tokens = new ArrayList<>(SqlTokens.of(sql));
    int last = tokens.size() - 1;
    if (last < 0 || tokens.get(last).kind() != Kind.NUMBER) {
      return Optional.empty();
    }
    List<String> columns =
        tokens.stream()
            .filter(t -> t.kind() == Kind.QUOTED || SqlSides.withoutSuffix(t.text()).isPresent())
            .map(Token::text)
            .distinct()
            .toList();
    if (columns.size() != 4) {
      return Optional.empty();
    }
    // In the order in which they stand there: two latitudes, then the right longitude, the left.
    List<String> names = new ArrayList<>();
    for (String column : columns) {
      Optional<String> name = SqlSides.withoutSuffix(column);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.add(name.get());
    }
    String expected = GREAT_CIRCLE.replace("$", COSINE);
    String found = SqlTokens.normal(tokens.subList(0, last));
    String written = expected;
    for (int i = 0; i < columns.size(); i++) {
      written = written.replace("§" + (i + 1), normal(tokens, columns.get(i)));
    }
    boolean isPair = names.get(0).equals(names.get(1)) && names.get(2).equals(names.get(3));
    if (!isPair || !withoutNulls(found).equals(written)) {
      return Optional.empty();
    }
    ReadValue place =
        new ReadValue(
            List.of(names.get(0), names.get(2)), AttributeType.COORDINATES, Reading.PLAIN);
    return Optional.of(
        new ReadCondition(
            Measure.KILOMETRES, place, place, Double.parseDouble(tokens.get(last).text())));
  }

  private static String normal(List<Token> tokens, String column) {
    Token token = tokens.stream().filter(t -> t.text().equals(column)).findFirst().orElseThrow();
    return SqlTokens.normal(List.of(token));
  }

  /** Splink may say before that nothing is missing; a missing place has no distance anyway. */
  private static String withoutNulls(String normal) {
    return normal.replaceFirst("^\\( (\\S+ is not null( and )?){4} \\) and ", "");
  }
}
