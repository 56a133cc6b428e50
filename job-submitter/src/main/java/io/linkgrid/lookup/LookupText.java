package io.linkgrid.lookup;

import io.linkgrid.report.TextTable;
import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.LinkSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers as text for a terminal. */
public final class LookupText {
  private LookupText() {}

  /** Returns one answer in full: the decision, and the record beside its candidates. */
  public static String render(LookupResult result, LinkSpec spec) {
    StringBuilder text = new StringBuilder();
    text.append(sentence(result)).append(System.lineSeparator());
    TextTable table = new TextTable(TextTable.Lines.PLAIN).texts("", "entity");
    table.numbers("weight", "probability");
    List<Attribute> attributes = spec.attributes();
    attributes.forEach(attribute -> table.texts(attribute.name()));
    row(table, "record", "", "", "", result.attributes(), attributes);
    int place = 0;
    for (LookupResult.Ranked candidate : result.candidates()) {
      place++;
      row(
          table,
          place == 1 ? "best" : String.valueOf(place),
          candidate.entityId(),
          number("%.2f", candidate.weight()),
          number("%.6f", candidate.probability()),
          candidate.attributes(),
          attributes);
    }
    return text.append(table.render()).toString();
  }

  private static void row(
      TextTable table,
      String place,
      String entity,
      String weight,
      String probability,
      Map<String, String> values,
      List<Attribute> attributes) {
    String[] cells = new String[attributes.size() + 4];
    cells[0] = place;
    cells[1] = entity;
    cells[2] = weight;
    cells[3] = probability;
    for (int i = 0; i < attributes.size(); i++) {
      cells[i + 4] = printable(values.getOrDefault(attributes.get(i).name(), ""));
    }
    table.row(cells);
  }

  private static String sentence(LookupResult result) {
    return switch (result.decision()) {
      case MATCH ->
          "MATCH: the record belongs to "
              + result.entityId().orElse("")
              + " with probability "
              + number("%.6f", result.probability())
              + ".";
      case REVIEW ->
          "REVIEW: a person would be asked; the best candidate has probability "
              + number("%.6f", result.probability())
              + ".";
      case NEW ->
          "NEW: the record belongs to no known entity, with probability "
              + number("%.6f", result.probability())
              + ".";
    };
  }

  /** Returns many answers, a line each. */
  public static String render(List<LookupResult> results) {
    TextTable table =
        new TextTable(TextTable.Lines.PLAIN)
            .numbers("record")
            .texts("record id", "decision")
            .numbers("probability")
            .texts("best candidate")
            .numbers("weight")
            .texts("runner-up")
            .numbers("its probability");
    for (LookupResult result : results) {
      List<LookupResult.Ranked> candidates = result.candidates();
      boolean second = candidates.size() > 1;
      table.row(
          String.valueOf(result.record()),
          printable(result.recordId()),
          result.decision().name(),
          number("%.6f", result.probability()),
          candidates.isEmpty() ? "" : candidates.get(0).entityId(),
          result.weight().map(w -> number("%.2f", w)).orElse(""),
          second ? candidates.get(1).entityId() : "",
          second ? number("%.6f", candidates.get(1).probability()) : "");
    }
    return table.render();
  }

  private static String number(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }

  /** Texts come from anywhere; a terminal would obey some of their characters. */
  private static String printable(String value) {
    return value.replaceAll("\\p{Cc}", "\uFFFD");
  }
}
