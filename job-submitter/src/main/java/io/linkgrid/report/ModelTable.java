package io.linkgrid.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.spec.ComparisonSpec;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import java.util.Locale;

/** A model as a text table: how often each level is reached by those who match and by the rest. */
public final class ModelTable {
  private static final int NAME = 20;
  private static final int LABEL = 34;

  private ModelTable() {}

  /**
   * Renders a model.
   *
   * @param spec a spec with a model
   * @param training how it was learnt, as JSON
   */
  public static String render(LinkSpec spec, String training) {
    LinkModel model = spec.model().orElseThrow();
    StringBuilder text = new StringBuilder();
    text.append(learnt(training));
    text.append(
        String.format(
            Locale.ROOT,
            "prior weight %+.2f (log2 of the odds that a record and a random one match)%n%n",
            model.priorWeight()));
    text.append(row("comparison", "level", "m", "u", "weight"));
    text.append("-".repeat(row("", "", "", "", "").length() - 1)).append('\n');
    for (int c = 0; c < model.comparisons().size(); c++) {
      append(text, spec, c);
    }
    return text.toString().stripTrailing();
  }

  private static String learnt(String training) {
    JsonNode node;
    try {
      node = new ObjectMapper().readTree(training);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Postgres holds nothing but JSON as jsonb", e);
    }
    if (!node.has("probes")) {
      return "given, not learnt here\n";
    }
    return String.format(
        Locale.ROOT,
        "learnt from %,d records with %,d candidate pairs and %,d random pairs, %,d of them labelled,"
            + " in %,d steps%nexpected share of matches %.4g%n",
        node.path("probes").asLong(),
        node.path("candidate_pairs").asLong(),
        node.path("random_pairs").asLong(),
        node.path("labels").asLong(),
        node.path("steps").size(),
        node.path("matching").asDouble());
  }

  private static void append(StringBuilder text, LinkSpec spec, int of) {
    ComparisonSpec comparison = spec.comparisons().get(of);
    ComparisonWeights weights = spec.model().orElseThrow().comparisons().get(of);
    String name = spec.attributes().get(comparison.attribute()).name();
    for (int level = 0; level < comparison.levels().size(); level++) {
      text.append(
          row(
              level == 0 ? name : "",
              comparison.levels().get(level).label(),
              weights.m().length == 0 ? "" : share(weights.m()[level]),
              weights.u().length == 0 ? "" : share(weights.u()[level]),
              range(weights, level)));
    }
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, share < 1e-4 ? "%.1e" : "%.4f", share);
  }

  /** One weight, or from the least to the most where it depends on other comparisons. */
  private static String range(ComparisonWeights weights, int level) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] row : weights.weights()) {
      least = Math.min(least, row[level]);
      most = Math.max(most, row[level]);
    }
    return most - least < 1e-9
        ? String.format(Locale.ROOT, "%+.2f", most)
        : String.format(Locale.ROOT, "%+.2f to %+.2f", least, most);
  }

  private static String row(String name, String label, String m, String u, String weight) {
    return String.format(
        Locale.ROOT,
        "%-" + NAME + "s %-" + LABEL + "s %9s %9s %18s%n",
        cut(name, NAME),
        cut(label, LABEL),
        m,
        u,
        weight);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
