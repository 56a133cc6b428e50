package io.linkgrid.splink;

import java.util.List;

/** A piece of an SQL condition, as far as the conditions of Splink's models go. */
sealed interface Sql {
  /**
   * A column.
   *
   * @param table the name before the point, or the empty text
   */
  record Column(String table, String name) implements Sql {}

  /** A text in single quotes. */
  record Text(String value) implements Sql {}

  /** A number. */
  record Numeral(double value) implements Sql {}

  /**
   * A function.
   *
   * @param name its name in small letters
   */
  record Call(String name, List<Sql> arguments) implements Sql {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * A change of type.
   *
   * @param type the type in small letters
   */
  record Cast(Sql value, String type) implements Sql {}

  /** One of {@code = <> < <= > >=} between two values. */
  record Compare(String operator, Sql left, Sql right) implements Sql {}

  /** One of {@code + - * / ||} between two values. */
  record Arithmetic(String operator, Sql left, Sql right) implements Sql {}

  /** Whether a value is missing. */
  record IsNull(Sql value) implements Sql {}

  /** Whether all hold. */
  record And(List<Sql> conditions) implements Sql {
    public And {
      conditions = List.copyOf(conditions);
    }
  }

  /** Whether one holds. */
  record Or(List<Sql> conditions) implements Sql {
    public Or {
      conditions = List.copyOf(conditions);
    }
  }

  /** Whether it does not hold. */
  record Not(Sql condition) implements Sql {}
}
