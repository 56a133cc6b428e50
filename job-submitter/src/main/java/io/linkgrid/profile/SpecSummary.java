package io.linkgrid.profile;

import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.ComparisonSpec;
import io.linkgrid.spec.ComparisonSpec.Level;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.FileFormat;
import io.linkgrid.spec.FileFormat.Header;
import io.linkgrid.spec.KeyPart;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a spec says, on one screen. */
public final class SpecSummary {
  private final LinkSpec spec;
  private final StringBuilder text = new StringBuilder();

  private SpecSummary(LinkSpec spec) {
    this.spec = spec;
  }

  /** Returns the lines. */
  public static String of(LinkSpec spec) {
    return new SpecSummary(spec).write();
  }

  private String write() {
    fact("Spec", spec.name() + ", valid");
    fact("Files", files());
    fact("Record id", ids());
    spec.event().ifPresent(e -> fact("Events", e.idColumn() + ", on " + e.dateColumn()));
    fact("Spread by", spec.partitionBy().map(this::attribute).orElse("hash, no attribute"));
    fact("Weights", weights());
    fact(
        "Decisions",
        String.format(
            Locale.ROOT,
            "match from %s, review from %s, a new entity of two records from %s",
            spec.matchProbability(),
            spec.reviewProbability(),
            spec.foundProbability()));
    text.append('\n');
    table(List.of("attribute", "type", "columns"), attributes());
    text.append('\n');
    table(List.of("blocking rule", "key"), blocking());
    text.append('\n');
    table(List.of("comparison", "comparator", "levels"), comparisons());
    return text.toString();
  }

  private String files() {
    FileFormat format = spec.format();
    String separator =
        switch (format.separator()) {
          case FileFormat.DETECT -> "any separator";
          case ',' -> "separated by commas";
          case '\t' -> "separated by tabs";
          case ';' -> "separated by semicolons";
          default -> "separated by '" + format.separator() + "'";
        };
    String quoting =
        switch (format.quoting()) {
          case DETECT -> "";
          case DOUBLE_QUOTES -> ", fields in double quotes or not";
          case NONE -> ", no quoting";
        };
    String header =
        format.header() == Header.REQUIRED
            ? ", with a header"
            : String.format(
                Locale.ROOT, ", with a header or these %d columns", format.columns().size());
    return separator + quoting + header;
  }

  private String ids() {
    return spec.recordIdColumn()
        + (spec.referenceIdColumn().equals(spec.recordIdColumn())
            ? ""
            : "; in a clean reference " + spec.referenceIdColumn());
  }

  private String weights() {
    String learnt =
        "learnt from the data"
            + (spec.atMostOne() ? "; a record is of at most one entity of the reference" : "")
            + (spec.oneToOne() ? "; an entity has at most one record of each file" : "");
    return spec.model()
        .map(
            model ->
                String.format(Locale.ROOT, "set by hand, prior weight %s", model.priorWeight()))
        .orElse(learnt);
  }

  private List<List<String>> attributes() {
    return spec.attributes().stream()
        .map(a -> List.of(a.name(), a.type().word(), String.join(" + ", a.columns())))
        .toList();
  }

  private List<List<String>> blocking() {
    List<List<String>> rows = new ArrayList<>();
    for (BlockingRule rule : spec.blocking()) {
      rows.add(
          List.of(
              rule.name(),
              rule.parts().stream().map(this::key).collect(Collectors.joining(" + "))));
    }
    return rows;
  }

  private String key(KeyPart part) {
    return attribute(part.attribute()) + (part.part().isEmpty() ? "" : "." + part.part());
  }

  private List<List<String>> comparisons() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < spec.comparisons().size(); i++) {
      ComparisonSpec comparison = spec.comparisons().get(i);
      int position = i;
      Optional<ComparisonWeights> weights = spec.model().map(m -> weights(m, position));
      List<String> levels = new ArrayList<>();
      for (int l = 0; l < comparison.levels().size(); l++) {
        Level level = comparison.levels().get(l);
        int row = l;
        levels.add(
            level.label()
                + (level.atLeast() == 0 ? "" : " " + level.atLeast())
                + weights.map(w -> " (" + w.weights()[0][row] + ")").orElse(""));
      }
      rows.add(
          List.of(
              attribute(comparison.attribute()),
              comparison.comparator().word(),
              String.join(", ", levels)));
    }
    return rows;
  }

  private static ComparisonWeights weights(LinkModel model, int comparison) {
    return model.comparisons().get(comparison);
  }

  private String attribute(int position) {
    Attribute attribute = spec.attributes().get(position);
    return attribute.name();
  }

  private void fact(String what, String says) {
    text.append(String.format(Locale.ROOT, "%-10s %s\n", what, says));
  }

  private void table(List<String> titles, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(titles);
    all.addAll(rows);
    int last = titles.size() - 1;
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < last; column++) {
        int position = column;
        int width = all.stream().mapToInt(r -> r.get(position).length()).max().orElse(0);
        line.append(row.get(column)).append(" ".repeat(width - row.get(column).length() + 2));
      }
      text.append(line).append(row.get(last)).append('\n');
    }
  }
}
