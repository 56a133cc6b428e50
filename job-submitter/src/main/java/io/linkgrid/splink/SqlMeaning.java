package io.linkgrid.splink;

import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.Measure;
import io.linkgrid.spec.Measure.Bound;
import io.linkgrid.spec.Reading;
import io.linkgrid.spec.Reading.Letters;
import io.linkgrid.splink.ReadSide.Side;
import io.linkgrid.splink.SqlTokens.Kind;
import io.linkgrid.splink.SqlTokens.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the SQL of levels and blocking rules means, in DuckDB's dialect and in the forms that
 * Splink's own levels have. Whatever has another form is not carried over.
 */
final class SqlMeaning {
  private static final double SECONDS_OF_A_DAY = 86_400;
  private static final int MOST_ALTERNATIVES = 15;
  private static final Set<String> TEXT_TYPES = Set.of("text", "varchar", "string");
  private static final Pattern SIDE = Pattern.compile("(.+)_([lrLR])");
  private static final Pattern DATE_FORMAT =
      Pattern.compile("(?=.*%Y)(?=.*%m)(?=.*%d)[^%\\p{L}\\p{N}]*(%[Ymd][^%\\p{L}\\p{N}]*){3}");
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

  /** How a column of one of the two records is written. */
  enum Names {
    /** {@code first_name_l}, as in the levels of comparisons. */
    WITH_SUFFIX,
    /** {@code l.first_name}, as in blocking rules. */
    WITH_TABLE
  }

  /** What becomes of a text in which a piece that is looked for is not there. */
  enum Unmatched {
    /** The value is missing. */
    IS_MISSING,
    /** The value is the empty text, which equals others. */
    IS_EMPTY
  }

  private final Names names;

  /** The columns that are numbers, since a level subtracts them. */
  private final Set<String> numbers;

  SqlMeaning(Names names, Set<String> numbers) {
    this.names = names;
    this.numbers = Set.copyOf(numbers);
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
      Matcher side = SIDE.matcher(left.name());
      if (side.matches()) {
        found.add(side.group(1));
      }
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
        throw other(sql);
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
    ReadSide left = side(first);
    if (second instanceof Sql.Text text) {
      halves.add(new Half(left, Optional.empty(), text.value()));
      return;
    }
    ReadSide right = side(second);
    checkPiece(left);
    checkPiece(right);
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

  private void checkPiece(ReadSide side) throws NotCarriedOver {
    if (names == Names.WITH_SUFFIX && side.unmatched() == Unmatched.IS_EMPTY) {
      throw new NotCarriedOver(
          "where the piece of the text is not there, SQL compares empty texts, and linkgrid has no"
              + " value. Write NULLIF(…, '') around it, and train the model again.");
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
      throw other(compare);
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
      throw other(compare);
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
          Measure.DAYS, date(both(call.arguments().get(1), call.arguments().get(2))), 1);
    }
    if (!(sql instanceof Sql.Arithmetic minus) || !minus.operator().equals("-")) {
      throw other(sql);
    }
    if (minus.left() instanceof Sql.Call left
        && minus.right() instanceof Sql.Call right
        && left.name().equals("epoch")
        && right.name().equals("epoch")
        && left.arguments().size() == 1
        && right.arguments().size() == 1) {
      return new Difference(
          Measure.DAYS,
          date(both(left.arguments().get(0), right.arguments().get(0))),
          SECONDS_OF_A_DAY);
    }
    return new Difference(
        Measure.DIFFERENCE, both(minus.left(), minus.right()).as(AttributeType.NUMBER), 1);
  }

  /** A column that holds dates is written as the database does. */
  private static ReadValue date(ReadValue value) {
    return value.type() == AttributeType.DATE
        ? value
        : new ReadValue(value.columns(), AttributeType.DATE, dates("yyyy-MM-dd"));
  }

  private static Reading dates(String format) {
    return new Reading(Letters.AS_THEY_ARE, "", format);
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
    ReadSide left = side(first);
    ReadSide right = side(second);
    checkPiece(left);
    checkPiece(right);
    if (left.side() == right.side() || !left.value().equals(right.value())) {
      throw new NotCarriedOver(
          "it does not measure one thing of the two records of a pair. Measure the same column of"
              + " both.");
    }
    return left.value();
  }

  /** Returns what is read of which record. */
  private ReadSide side(Sql sql) throws NotCarriedOver {
    if (sql instanceof Sql.Column column) {
      return column(column);
    }
    if (sql instanceof Sql.Cast cast) {
      return cast(side(cast.value()), cast.type());
    }
    if (sql instanceof Sql.Call call && !call.arguments().isEmpty()) {
      return called(call);
    }
    throw other(sql);
  }

  private ReadSide column(Sql.Column column) throws NotCarriedOver {
    Matcher suffix = SIDE.matcher(column.name());
    String side;
    String name;
    if (names == Names.WITH_TABLE) {
      side = column.table().toLowerCase(Locale.ROOT);
      name = column.name();
    } else {
      boolean matches = column.table().isEmpty() && suffix.matches();
      side = matches ? suffix.group(2).toLowerCase(Locale.ROOT) : "";
      name = matches ? suffix.group(1) : column.name();
    }
    if (!side.equals("l") && !side.equals("r")) {
      throw new NotCarriedOver(
          "column '%s' is of neither record. Expected %s."
              .formatted(
                  Shown.text(column.name()),
                  names == Names.WITH_TABLE
                      ? "l.%1$s or r.%1$s".formatted(Shown.text(column.name()))
                      : "%1$s_l or %1$s_r".formatted(Shown.text(column.name()))));
    }
    ReadValue value = ReadValue.of(name);
    return new ReadSide(
        numbers.contains(name) ? value.as(AttributeType.NUMBER) : value,
        side.equals("l") ? Side.LEFT : Side.RIGHT,
        Unmatched.IS_MISSING);
  }

  private static ReadSide cast(ReadSide side, String type) throws NotCarriedOver {
    boolean isPlain = side.value().equals(ReadValue.of(side.value().columns().get(0)));
    if (TEXT_TYPES.contains(type) && side.value().type() == AttributeType.VERBATIM) {
      return side;
    }
    if (type.equals("date") && (isPlain || side.value().type() == AttributeType.DATE)) {
      return side.of(date(side.value()));
    }
    if (Set.of("double", "float", "float8").contains(type) && isPlain) {
      return side.of(side.value().as(AttributeType.NUMBER));
    }
    throw new NotCarriedOver(
        "linkgrid does not change this value into type '%s'. Write the column in that form before, and train the model on it."
            .formatted(Shown.text(type)));
  }

  private ReadSide called(Sql.Call call) throws NotCarriedOver {
    List<Sql> arguments = call.arguments();
    switch (call.name()) {
      case "lower", "lcase", "upper", "ucase" -> {
        ReadSide side = verbatim(call);
        if (!side.value().reading().extract().isEmpty()) {
          throw new NotCarriedOver(
              "letters are changed after a piece was taken out. Change them before: "
                  + "ColumnExpression(…).lower().substr(…).");
        }
        Letters letters = call.name().startsWith("l") ? Letters.LOWER : Letters.UPPER;
        return side.of(side.value().with(new Reading(letters, "", "")));
      }
      case "substr", "substring" -> {
        if (arguments.size() == 3
            && arguments.get(1) instanceof Sql.Numeral start
            && arguments.get(2) instanceof Sql.Numeral length) {
          return piece(verbatim(call), whole(start), whole(length));
        }
      }
      case "left" -> {
        if (arguments.size() == 2 && arguments.get(1) instanceof Sql.Numeral length) {
          return piece(verbatim(call), 1, whole(length));
        }
      }
      case "regexp_extract" -> {
        if (arguments.size() >= 2 && arguments.get(1) instanceof Sql.Text expression) {
          int group =
              arguments.size() == 3 && arguments.get(2) instanceof Sql.Numeral number
                  ? whole(number)
                  : arguments.size() == 2 ? 0 : -1;
          return extracted(verbatim(call), expression.value(), group);
        }
      }
      case "nullif" -> {
        if (arguments.size() == 2 && arguments.get(1).equals(new Sql.Text(""))) {
          ReadSide side = side(arguments.get(0));
          return new ReadSide(side.value(), side.side(), Unmatched.IS_MISSING);
        }
      }
      case "try_strptime", "strptime" -> {
        if (arguments.size() == 2 && arguments.get(1) instanceof Sql.Text format) {
          return parsed(side(arguments.get(0)), format.value());
        }
      }
      default -> {}
    }
    throw other(call);
  }

  private ReadSide verbatim(Sql.Call call) throws NotCarriedOver {
    ReadSide side = side(call.arguments().get(0));
    if (side.value().type() != AttributeType.VERBATIM) {
      throw other(call);
    }
    return side;
  }

  private static int whole(Sql.Numeral number) {
    return number.value() == Math.rint(number.value()) && Math.abs(number.value()) < 1_000
        ? (int) number.value()
        : -1;
  }

  private static ReadSide piece(ReadSide side, int start, int length) throws NotCarriedOver {
    if (start < 1 || length < 1) {
      throw new NotCarriedOver(
          "it counts characters from the end, or none. Take pieces from the front:"
              + " substr(column, 1, 3).");
    }
    String piece =
        start == 1
            ? "(?s)^.{1,%d}".formatted(length)
            : "(?s)^.{%d}(.{1,%d})".formatted(start - 1, length);
    ReadSide taken = extracted(side, piece, start == 1 ? 0 : 1);
    return start == 1 ? new ReadSide(taken.value(), taken.side(), side.unmatched()) : taken;
  }

  private static ReadSide extracted(ReadSide side, String expression, int group)
      throws NotCarriedOver {
    if (!side.value().reading().extract().isEmpty()) {
      throw new NotCarriedOver(
          "it takes a piece out of a piece. Make the piece a column of its own before, and train"
              + " the model on that.");
    }
    try {
      int groups = Pattern.compile(expression).matcher("").groupCount();
      if (group < 0 || group > 1 || group > groups) {
        throw new NotCarriedOver(
            "it takes group %d of '%s'. Take the whole match, or its first group."
                .formatted(group, Shown.text(expression)));
      }
      String whole = group == 0 && groups > 0 ? "(" + expression + ")" : expression;
      Reading reading = new Reading(side.value().reading().letters(), whole, "");
      return new ReadSide(side.value().with(reading), side.side(), Unmatched.IS_EMPTY);
    } catch (PatternSyntaxException e) {
      throw new NotCarriedOver(
          "'%s' is no regular expression of Java: %s. Write it in a form that both understand."
              .formatted(Shown.text(expression), Shown.text(e.getDescription())));
    }
  }

  private static ReadSide parsed(ReadSide side, String format) throws NotCarriedOver {
    if (!DATE_FORMAT.matcher(format).matches()
        || !side.value().equals(ReadValue.of(side.value().columns().get(0)))) {
      throw new NotCarriedOver(
          "it reads '%s', and linkgrid reads dates of a year, a month and a day in digits, without a time. Write the column as %%Y-%%m-%%d before, and train the model on it."
              .formatted(Shown.text(format)));
    }
    String written = format.replace("%Y", "yyyy").replace("%m", "MM").replace("%d", "dd");
    return side.of(new ReadValue(side.value().columns(), AttributeType.DATE, dates(written)));
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
    Map<ReadValue, Set<Side>> sides = new LinkedHashMap<>();
    for (List<Sql> one : anyOfAll(sql)) {
      if (one.size() != 1 || !(one.get(0) instanceof Sql.IsNull isNull)) {
        throw noNullLevel();
      }
      ReadSide side = side(isNull.value());
      if (side.unmatched() == Unmatched.IS_EMPTY) {
        throw noNullLevel();
      }
      sides.computeIfAbsent(side.value(), v -> new LinkedHashSet<>()).add(side.side());
    }
    if (sides.values().stream().anyMatch(s -> s.size() != 2)) {
      throw noNullLevel();
    }
    return List.copyOf(sides.keySet());
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
            .filter(t -> t.kind() == Kind.QUOTED || SIDE.matcher(t.text()).matches())
            .map(Token::text)
            .distinct()
            .toList();
    if (columns.size() != 4) {
      return Optional.empty();
    }
    // In the order in which they stand there: two latitudes, then the right longitude, the left.
    List<String> names = new ArrayList<>();
    for (String column : columns) {
      Matcher side = SIDE.matcher(column);
      if (!side.matches()) {
        return Optional.empty();
      }
      names.add(side.group(1));
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

  private static NotCarriedOver other(Sql sql) {
    if (sql instanceof Sql.Not) {
      return new NotCarriedOver(
          "linkgrid has no level for what does not hold. Put a level for the opposite above it.");
    }
    if (sql instanceof Sql.IsNull) {
      return new NotCarriedOver(
          "it asks for missing values without being a null level. Make it the null level of the"
              + " comparison (is_null_level), or fill the missing values in before.");
    }
    String function = functionIn(sql);
    if (function.contains("list_") || function.contains("array_") || function.equals("flatten")) {
      return new NotCarriedOver(
          "it compares lists ("
              + function
              + "), and a cell of a file is one text. Split the lists into columns before, and"
              + " train the model on those.");
    }
    return new NotCarriedOver(
        function.isEmpty()
            ? "linkgrid has no level of this form. docs/splink.md lists those that it has; take one"
                + " of them, and train the model again."
            : "linkgrid has no measure for "
                + function
                + "(). docs/splink.md lists those that it has; take one of them, and train the"
                + " model again.");
  }

  private static String functionIn(Sql sql) {
    if (sql instanceof Sql.Call call) {
      String inner =
          call.arguments().stream()
              .map(SqlMeaning::functionIn)
              .filter(f -> !f.isEmpty())
              .findFirst()
              .orElse("");
      return Set.of("abs", "nullif").contains(call.name()) && !inner.isEmpty()
          ? inner
          : call.name();
    }
    if (sql instanceof Sql.Compare compare) {
      return functionIn(compare.left()).isEmpty()
          ? functionIn(compare.right())
          : functionIn(compare.left());
    }
    if (sql instanceof Sql.Arithmetic arithmetic) {
      return functionIn(arithmetic.left());
    }
    return sql instanceof Sql.Cast cast ? functionIn(cast.value()) : "";
  }
}
