package io.linkgrid.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A history as two tables for people. */
public final class HistoryText {
  private HistoryText() {}

  /** Returns the text, which ends without a line end. */
  public static String render(History history) {
    List<String> lines = new ArrayList<>();
    if (!history.changes().isEmpty()) {
      lines.addAll(table(changes(history)));
      lines.add("");
    }
    lines.addAll(table(links(history)));
    return String.join(System.lineSeparator(), lines);
  }

  private static List<List<String>> changes(History history) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("time (UTC)", "entity", "what became of it", "run", "by", "why"));
    for (History.Change change : history.changes()) {
      rows.add(
          List.of(
              change.at(),
              change.entity(),
              change.change().toLowerCase(Locale.ROOT).replace('_', ' ')
                  + change.other().map(other -> " " + other).orElse(""),
              change.run(),
              orNone(change.by()),
              orNone(change.why())));
    }
    return rows;
  }

  private static List<List<String>> links(History history) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "time (UTC)",
            "record",
            "entity",
            "status",
            "cause",
            "weight",
            "probability",
            "model",
            "run",
            "by",
            "why"));
    for (History.Link link : history.links()) {
      rows.add(
          List.of(
              link.at(),
              link.record(),
              link.entity(),
              link.status(),
              link.cause(),
              String.format(Locale.ROOT, "%.2f", link.weight()),
              String.format(Locale.ROOT, "%.6f", link.probability()),
              orNone(link.model()),
              link.run(),
              orNone(link.by()),
              orNone(link.why())));
    }
    return rows;
  }

  private static String orNone(Optional<String> text) {
    return text.orElse("");
  }

  private static List<String> table(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths =
        IntStream.range(0, columns)
            .map(c -> rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
            .toArray();
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(
          IntStream.range(0, columns)
              .mapToObj(c -> row.get(c) + " ".repeat(widths[c] - row.get(c).length()))
              .collect(Collectors.joining(" | "))
              .stripTrailing());
      if (lines.size() == 1) {
        lines.add(IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining("-+-")));
      }
    }
    return lines;
  }
}
