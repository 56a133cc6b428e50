package io.linkgrid.splink;

import java.util.Set;

/** Something of a model that a spec cannot say: why, and what to do. */
final class NotCarriedOver extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param sentences why, as a clause that goes on after a colon, and what to do, each with its
   *     point
   */
  NotCarriedOver(String sentences) {
    super(sentences);
  }

  /** Returns that SQL has another form than the levels that linkgrid has. */
  static NotCarriedOver otherForm(Sql sql) {
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

  /** Returns the sentences. */
  String sentences() {
    return String.valueOf(getMessage());
  }

  private static String functionIn(Sql sql) {
    if (sql instanceof Sql.Call call) {
      String inner =
          call.arguments().stream()
              .map(NotCarriedOver::functionIn)
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
