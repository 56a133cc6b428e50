package io.linkgrid.review;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
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
    Object[][] rows = new Object[attributes.size()][];
    for (int i = 0; i < rows.length; i++) {
      String value = i < item.values().size() ? item.values().get(i) : "";
      String other = item.entityValue(i);
      rows[i] =
          new Object[] {
            value.equals(other) ? "" : "*", attributes.get(i), printable(value), printable(other)
          };
    }
    text.append(
            AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                .data(
                    new Column[] {
                      column(""), column("attribute"), column("record"), column("entity")
                    },
                    rows)
                .asString())
        .append(System.lineSeparator());
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

  private static Column column(String header) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(HorizontalAlign.LEFT);
  }
}
