package io.linkgrid.truth;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A table of pairs of records of which a person knows whether they are the same: two columns that
 * name records, and perhaps a column {@code same}.
 */
public final class LabelFile {
  private static final String SAME = "same";
  private static final Set<String> YES = Set.of("yes", "y", "true", "1", "same", "match");
  private static final Set<String> NO = Set.of("no", "n", "false", "0", "different", "non-match");

  /** The columns that are looked for when none are named. */
  private static final List<List<String>> USUAL =
      List.of(List.of("reference", "records"), List.of("left", "right"));

  private LabelFile() {}

  /**
   * A pair.
   *
   * @param line where it stands, counted from 1
   * @param left a record: the text of its id column, or the role of its file and its row, A:12
   * @param right another one
   * @param same whether they are the same
   */
  public record Pair(long line, String left, String right, boolean same) {}

  /**
   * Reads a table; without a column {@code same} all its pairs are the same.
   *
   * @param columns the two columns; else {@code reference,records} or {@code left,right}
   * @throws LinkgridException DATA if it cannot be read, lacks a column, or says neither yes nor no
   */
  public static List<Pair> read(Path path, Optional<List<String>> columns) {
    List<Pair> pairs = new ArrayList<>();
    Table table = new Table(path);
    int[][] found = {{}};
    table.forEachLine(
        (line, fields) -> {
          if (found[0].length == 0) {
            found[0] = places(table, line, fields, columns);
            return;
          }
          String left = field(fields, found[0][0]);
          String right = field(fields, found[0][1]);
          if (left.isEmpty() || right.isEmpty()) {
            throw table.problem(line, "a pair names two records, but one of them is empty.");
          }
          boolean same = found[0][2] < 0 || yesOrNo(table, line, field(fields, found[0][2]));
          pairs.add(new Pair(line, left, right, same));
        });
    if (pairs.isEmpty()) {
      throw new LinkgridException(
          Kind.DATA, table.name() + " has no pairs: a header and a row for each were expected.");
    }
    return pairs;
  }

  private static int[] places(
      Table table, long line, List<String> header, Optional<List<String>> columns) {
    for (List<String> pair : columns.map(List::of).orElse(USUAL)) {
      int left = header.indexOf(pair.get(0));
      int right = header.indexOf(pair.get(1));
      if (left >= 0 && right >= 0) {
        return new int[] {left, right, header.indexOf(SAME)};
      }
    }
    throw table.problem(
        line,
        "the columns "
            + columns
                .map(pair -> String.join(" and ", pair))
                .orElse("'reference' and 'records', or 'left' and 'right',")
            + " were expected, but found "
            + String.join(", ", header)
            + ". Name the two columns with --label-columns.");
  }

  private static String field(List<String> fields, int place) {
    return place < fields.size() ? fields.get(place).strip() : "";
  }

  private static boolean yesOrNo(Table table, long line, String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (YES.contains(word)) {
      return true;
    }
    if (NO.contains(word)) {
      return false;
    }
    throw table.problem(line, "'same' should be yes or no, but is '" + text + "'.");
  }
}
