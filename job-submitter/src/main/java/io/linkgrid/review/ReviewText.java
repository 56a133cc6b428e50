package io.linkgrid.review;

import io.linkgrid.report.TextTable;
import java.util.List;
import java.util.Locale;

/** A question as text: both records side by side, and what was computed of them. */
public final class ReviewText {
  private ReviewText() {}

  /**
   * Returns the text.
   *
   * @param attributes the names of the attributes in the order of the spec
   */
  public static String render(ReviewItem item, List<String> attributes) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "Record %s (row %s%s), entity %s",
        printable(item.recordId()),
        item.place(),
        item.rows() > 1 ? String.format(Locale.ROOT, ", %,d rows say it", item.rows()) : "",
        item.bestEntityId().orElse("none"));
    TextTable table =
        new TextTable(TextTable.Lines.PLAIN).texts("", "attribute", "record", "entity");
    for (int i = 0; i < attributes.size(); i++) {
      String value = i < item.values().size() ? item.values().get(i) : "";
      String other = item.entityValue(i);
      table.row(
          value.equals(other) ? "" : "*", attributes.get(i), printable(value), printable(other));
    }
    text.append(table.render());
    line(
        text,
        "Probability %.6f%s",
        item.probability(),
        item.runnerUpEntityId()
            .map(
                id ->
                    String.format(
                        Locale.ROOT, "; runner-up %s, %.6f", id, item.runnerUpProbability()))
            .orElse("; no runner-up"));
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  /** Texts come from anywhere; a terminal would obey some of their characters. */
  private static String printable(String value) {
    return value.replaceAll("\\p{Cc}", "\uFFFD");
  }
}
