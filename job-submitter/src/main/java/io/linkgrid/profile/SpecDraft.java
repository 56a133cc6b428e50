package io.linkgrid.profile;

import io.linkgrid.profile.ColumnProfile.Frequent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A proposed spec as a text for people.
 *
 * @param name the name of the spec
 * @param files the files that it is for
 * @param otherNames what the second file calls columns of the first
 * @param choice what is made of their columns
 * @param remarks what holds for the files as wholes
 */
record SpecDraft(
    String name,
    List<HeaderedFile> files,
    Map<String, String> otherNames,
    ColumnChoice choice,
    List<String> remarks) {
  private static final int MOST_LEFT_OUT = 100;
  private static final int MOST_COLUMNS = 60;
  private static final int SHOWN_VALUES = 3;
  private static final int SHOWN = 30;
  private static final int LONGEST_FILE = 80;
  private static final int WIDTH = 118;

  SpecDraft {
    files = List.copyOf(files);
    remarks = List.copyOf(remarks);
  }

  /** Returns the text with these rules, and with what is known of entities that are there twice. */
  String yaml(RuleChoice rules, Repeats repeats) {
    StringBuilder text = new StringBuilder();
    head(text);
    recordId(text);
    otherNames(text);
    text.append("\nattributes:\n");
    for (ProposedAttribute attribute : choice.attributes()) {
      boolean isWhole = attribute.columns().size() == 1;
      attribute
          .columns()
          .forEach(
              column ->
                  comment(
                      text,
                      "  # ",
                      (isWhole ? "" : shown(column.name()) + ": ") + described(column)));
      text.append("  ").append(attribute.line()).append('\n');
    }
    leftOut(text);
    blocking(text, rules);
    oneToOne(text, repeats);
    text.append('\n');
    comment(
        text,
        "# ",
        "Every attribute is compared as its type is, and what an agreement is worth is learnt from"
            + " the data. Both can be said by hand: see 'comparisons'.");
    return text.toString();
  }

  private void head(StringBuilder text) {
    comment(
        text,
        "# ",
        "A proposal for "
            + files.stream()
                .map(
                    f ->
                        String.format(
                            Locale.ROOT,
                            "%s (%,d rows)",
                            Shown.text(f.name(), LONGEST_FILE),
                            f.rows()))
                .collect(Collectors.joining(" and "))
            + ". Read it, and change what you know better.");
    remarks.forEach(remark -> comment(text, "# ", remark));
    comment(text, "# ", "Every word is described in docs/spec-reference.md.");
    text.append("name: ").append(YamlText.scalar(name)).append('\n');
    HeaderedFile first = files.get(0);
    List<String> columns = first.columns();
    boolean isOneForm = files.stream().allMatch(f -> f.columns().equals(columns));
    if (isOneForm && first.namesEveryColumn() && columns.size() <= MOST_COLUMNS) {
      text.append(
          "# Needed only for a file without a header, which has its columns in this order:\n");
      text.append("# columns: ").append(YamlText.list(columns)).append('\n');
    }
  }

  private void recordId(StringBuilder text) {
    ColumnProfile id = choice.recordId();
    String why =
        id.isUnique()
            ? "every row has a value of its own"
            : String.format(
                Locale.ROOT,
                "%,d values in %,d rows, so it does not tell all rows apart; results name file and"
                    + " row too",
                id.distinct(),
                id.rows());
    comment(text, "# ", shown(id.name()) + ": " + why + ".");
    text.append("record-id: ").append(YamlText.scalar(id.name())).append('\n');
    if (!choice.event().isEmpty()) {
      text.append("# If rows report events that are to be joined with trips:\n");
      text.append("# event: {id: ")
          .append(YamlText.scalar(choice.event().get(0)))
          .append(", date: ")
          .append(YamlText.scalar(choice.event().get(1)))
          .append("}\n");
    }
  }

  /** Those of columns that are used, and of the record id. */
  private void otherNames(StringBuilder text) {
    List<String> used = new ArrayList<>(List.of(choice.recordId().name()));
    choice.attributes().forEach(a -> a.columns().forEach(c -> used.add(c.name())));
    List<String> named = otherNames.keySet().stream().filter(used::contains).toList();
    if (named.isEmpty()) {
      return;
    }
    text.append('\n');
    comment(
        text,
        "# ",
        "What "
            + Shown.text(files.get(1).name(), LONGEST_FILE)
            + " calls columns of "
            + Shown.text(files.get(0).name(), LONGEST_FILE)
            + ", as it seems by their names and values.");
    text.append("other-names:\n");
    for (String column : named) {
      text.append("  ")
          .append(YamlText.scalar(column))
          .append(": ")
          .append(YamlText.list(List.of(otherNames.getOrDefault(column, column))))
          .append('\n');
    }
  }

  private void leftOut(StringBuilder text) {
    if (choice.leftOut().isEmpty()) {
      return;
    }
    text.append("\n# Columns that are not used:\n");
    choice.leftOut().entrySet().stream()
        .limit(MOST_LEFT_OUT)
        .forEach(
            e -> {
              ColumnProfile column = e.getKey();
              String seen = column.distinct() > 1 ? "; " + described(column) : "";
              comment(text, "# - ", shown(column.name()) + ": " + e.getValue() + seen);
            });
    int more = choice.leftOut().size() - MOST_LEFT_OUT;
    if (more > 0) {
      text.append("# - and ").append(more).append(" more\n");
    }
  }

  private void oneToOne(StringBuilder text, Repeats repeats) {
    if (!repeats.seemNone() && !repeats.seemFew()) {
      return;
    }
    String seen =
        String.format(
            Locale.ROOT,
            "%,d records share a code, or a name and something else, with one of the other file, %,d"
                + " with one of their own.",
            repeats.across(),
            repeats.within());
    text.append('\n');
    comment(
        text,
        "# ",
        repeats.seemNone()
            ? "Each file seems to hold an entity once: "
                + seen
                + " Take this out if a file may hold one twice."
            : "If each file holds an entity once, more is known of every pair. " + seen);
    text.append(repeats.seemNone() ? "one-to-one: yes\n" : "# one-to-one: yes\n");
  }

  private void blocking(StringBuilder text, RuleChoice rules) {
    text.append('\n');
    rules
        .partitionBy()
        .ifPresent(
            attribute -> {
              comment(text, "# ", "The grid is spread by this attribute; its rule comes first.");
              text.append("partition-by: ").append(attribute).append('\n');
            });
    comment(
        text,
        "# ",
        "Which pairs are compared at all: "
            + (files.size() == 2
                ? "records of the two files that share a key. "
                : "records that share a key. ")
            + "Counted over the rows that were looked at; equal rows are one record.");
    text.append("blocking:\n");
    for (RuleChoice.Rule rule : rules.rules()) {
      text.append("  - ").append(rule.line());
      text.append(rule.remark().isEmpty() ? "" : "  # " + rule.remark()).append('\n');
    }
    for (RuleChoice.Rule rule : rules.leftOut()) {
      text.append("  # not used: ").append(rule.line());
      text.append("  # ").append(rule.remark()).append('\n');
    }
  }

  /** Says in one line what the values of a column are like. */
  private String described(ColumnProfile column) {
    if (column.present() == 0) {
      return "no values";
    }
    String length =
        column.shortest() == column.longest()
            ? String.format(
                Locale.ROOT,
                column.longest() == 1 ? "of %d character" : "of %d characters",
                column.longest())
            : String.format(
                Locale.ROOT, "of %d to %d characters", column.shortest(), column.longest());
    String both =
        files.size() == 2
            ? String.format(Locale.ROOT, ", %s in both files", percent(column.shared()))
            : "";
    String often =
        column.frequent().stream()
            .limit(SHOWN_VALUES)
            .filter(value -> value.times() > 1)
            .map(Frequent::text)
            .map(value -> "'" + Shown.text(value, SHOWN) + "'")
            .collect(Collectors.joining(", "));
    return String.format(
            Locale.ROOT,
            "%s of rows, %,d %s %s",
            percent(column.presence()),
            column.distinct(),
            column.distinct() == 1 ? "value" : "values",
            length)
        + both
        + (often.isEmpty() ? "" : ", often " + often);
  }

  /** Returns a share in percent; neither all nor nothing unless it is. */
  private static String percent(double share) {
    if (share > 0 && share < 0.01) {
      return "under 1 %";
    }
    return (share == 1 ? 100 : Math.min(99, Math.round(100 * share))) + " %";
  }

  private static String shown(String name) {
    return Shown.text(name, SHOWN);
  }

  /** Appends lines of comment, none of them too long. */
  private static void comment(StringBuilder text, String prefix, String sentence) {
    String next = prefix.replace('-', ' ');
    StringBuilder line = new StringBuilder(prefix);
    String gap = "";
    for (String word : sentence.split(" ", -1)) {
      if (line.length() + gap.length() + word.length() > WIDTH && !gap.isEmpty()) {
        text.append(line).append('\n');
        line = new StringBuilder(next);
        gap = "";
      }
      line.append(gap).append(word);
      gap = " ";
    }
    text.append(line).append('\n');
  }
}
