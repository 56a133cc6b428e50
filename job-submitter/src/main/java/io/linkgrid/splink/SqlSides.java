package io.linkgrid.splink;

import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.Reading;
import io.linkgrid.spec.Reading.Letters;
import io.linkgrid.splink.ReadSide.Side;
import io.linkgrid.splink.ReadSide.Unmatched;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What the SQL on one side of a condition reads: a column of one of the two records, and how. */
final class SqlSides {
  private static final Set<String> TEXT_TYPES = Set.of("text", "varchar", "string");
  private static final Pattern SIDE = Pattern.compile("(.+)_([lrLR])");
  private static final Pattern DATE_FORMAT =
      Pattern.compile("(?=.*%Y)(?=.*%m)(?=.*%d)[^%\\p{L}\\p{N}]*(%[Ymd][^%\\p{L}\\p{N}]*){3}");

  /** How a column of one of the two records is written. */
  enum Names {
    /** {@code first_name_l}, as in the levels of comparisons. */
    WITH_SUFFIX,
    /** {@code l.first_name}, as in blocking rules. */
    WITH_TABLE
  }

  private final Names names;

  /** The columns that are numbers, since a level subtracts them. */
  private final Set<String> numbers;

  SqlSides(Names names, Set<String> numbers) {
    this.names = names;
    this.numbers = Set.copyOf(numbers);
  }

  /** Returns the column of a name such as {@code first_name_l}, if it has such an end. */
  static Optional<String> withoutSuffix(String name) {
    Matcher side = SIDE.matcher(name);
    return side.matches() ? Optional.of(side.group(1)) : Optional.empty();
  }

  /** Returns what is read of which record. */
  ReadSide read(Sql sql) throws NotCarriedOver {
    if (sql instanceof Sql.Column column) {
      return column(column);
    }
    if (sql instanceof Sql.Cast cast) {
      return cast(read(cast.value()), cast.type());
    }
    if (sql instanceof Sql.Call call && !call.arguments().isEmpty()) {
      return called(call);
    }
    throw NotCarriedOver.otherForm(sql);
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
      return side.of(side.value().asDate());
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
          ReadSide side = read(arguments.get(0));
          return new ReadSide(side.value(), side.side(), Unmatched.IS_MISSING);
        }
      }
      case "try_strptime", "strptime" -> {
        if (arguments.size() == 2 && arguments.get(1) instanceof Sql.Text format) {
          return parsed(read(arguments.get(0)), format.value());
        }
      }
      default -> {}
    }
    throw NotCarriedOver.otherForm(call);
  }

  private ReadSide verbatim(Sql.Call call) throws NotCarriedOver {
    ReadSide side = read(call.arguments().get(0));
    if (side.value().type() != AttributeType.VERBATIM) {
      throw NotCarriedOver.otherForm(call);
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
    return side.of(side.value().asDate(written));
  }

  /** Refuses a piece of a text that is empty where it is not there, unless in a blocking rule. */
  void checkPiece(ReadSide side) throws NotCarriedOver {
    if (names == Names.WITH_SUFFIX && side.unmatched() == Unmatched.IS_EMPTY) {
      throw new NotCarriedOver(
          "where the piece of the text is not there, SQL compares empty texts, and linkgrid has no"
              + " value. Write NULLIF(…, '') around it, and train the model again.");
    }
  }
}
