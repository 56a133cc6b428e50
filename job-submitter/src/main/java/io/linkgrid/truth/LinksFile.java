package io.linkgrid.truth;

import io.linkgrid.evaluation.Band;
import io.linkgrid.evaluation.DecisionQuality.Reviews;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.report.SpreadsheetText;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a links.csv. Whether it has decisions with their probabilities, and the candidates of rows
 * in review, is known after it was read.
 */
final class LinksFile {
  private static final String FORM = "links have the columns file,row,record_id,entity_id, but ";

  private final Table table;
  private boolean decisions = true;
  private boolean candidates = true;

  LinksFile(Path path) {
    table = new Table(path);
  }

  /**
   * Reads all rows.
   *
   * @param needed the columns that must be there
   * @throws LinkgridException if the file cannot be used
   */
  void forEach(List<String> needed, Consumer<LinkRow> rows) {
    Columns[] columns = new Columns[1];
    table.forEachLine(
        (line, fields) -> {
          if (columns[0] == null) {
            columns[0] = columns(needed, line, fields);
          } else {
            rows.accept(row(columns[0], line, fields));
          }
        });
    if (columns[0] == null) {
      throw table.problem(1, FORM + "the file is empty.");
    }
  }

  /** Returns whether each row had a decision and a probability. */
  boolean hasDecisions() {
    return decisions;
  }

  /** Returns whether each row in review had its candidate. */
  Reviews reviews() {
    return candidates ? Reviews.WITH_CANDIDATES : Reviews.WITHOUT_CANDIDATES;
  }

  /** Returns a problem at a line of this file. */
  LinkgridException problem(long line, String sentence) {
    return table.problem(line, sentence);
  }

  private Columns columns(List<String> needed, long line, List<String> header) {
    Columns columns = new Columns(table, header);
    List<String> missing = needed.stream().filter(column -> !columns.has(column)).toList();
    if (!missing.isEmpty()) {
      throw table.problem(
          line,
          FORM
              + String.join(" and ", missing)
              + " is missing in "
              + String.join(",", header)
              + ".");
    }
    return columns;
  }

  private LinkRow row(Columns columns, long line, List<String> fields) {
    return new LinkRow(
        line,
        columns.side(line, fields),
        columns.of("file", line, fields),
        columns.row(line, fields),
        SpreadsheetText.plain(columns.orEmpty("record_id", line, fields)),
        columns.of("entity_id", line, fields),
        columns.orEmpty("candidate", line, fields),
        decided(columns, line, fields));
  }

  private Decided decided(Columns columns, long line, List<String> fields) {
    String decision = columns.orEmpty("decision", line, fields);
    String probability = columns.orEmpty("match_probability", line, fields);
    String weight = columns.orEmpty("weight", line, fields);
    decisions &= !decision.isEmpty() && !probability.isEmpty();
    Band band =
        switch (decision) {
          case "MATCH", "" -> Band.MATCH;
          case "REVIEW" -> Band.REVIEW;
          case "NEW" -> Band.NEW;
          default ->
              throw table.problem(
                  line, "decision is MATCH, REVIEW or NEW, but found '" + decision + "'.");
        };
    candidates &= band != Band.REVIEW || !columns.orEmpty("candidate", line, fields).isEmpty();
    double value = number(probability);
    if (!probability.isEmpty() && !(value >= 0 && value <= 1)) {
      throw table.problem(
          line, "match_probability is a number from 0 to 1, but found '" + probability + "'.");
    }
    if (!weight.isEmpty() && Double.isNaN(number(weight))) {
      throw table.problem(line, "weight is a number, but found '" + weight + "'.");
    }
    return new Decided(band, value, number(weight));
  }

  private static double number(String text) {
    try {
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
