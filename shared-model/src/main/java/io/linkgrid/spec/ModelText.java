package io.linkgrid.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text of a model: JSON that people can read, in the words of its spec. What is read is what
 * was written, to the last bit, but for the rarest of very many words and values, which are left
 * out.
 */
public final class ModelText {
  /** The most frequent words, and values, of an attribute that are kept. */
  static final int MOST_TERMS = 20_000;

  /** More rows than any model has. */
  private static final long MOST_ROWS = 1L << 32;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ModelText() {}

  /** Returns the text of a model. */
  public static String write(LinkModel model, LinkSpec spec) {
    ObjectNode root = JSON.createObjectNode();
    root.put("spec", spec.name());
    root.put("prior_weight", model.priorWeight());
    ArrayNode comparisons = root.putArray("comparisons");
    for (int c = 0; c < model.comparisons().size(); c++) {
      write(comparisons.addObject(), model.comparisons().get(c), spec, c);
    }
    ArrayNode terms = root.putArray("terms");
    for (int a = 0; a < model.terms().size(); a++) {
      TermTable table = model.terms().get(a);
      ObjectNode node = terms.addObject();
      node.put("attribute", spec.attributes().get(a).name());
      node.put("records", table.records());
      frequent(table.values()).forEach(node.putObject("values")::put);
      frequent(table.words()).forEach(node.putObject("words")::put);
    }
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts and numbers can be written as JSON", e);
    }
  }

  private static void write(ObjectNode node, ComparisonWeights weights, LinkSpec spec, int of) {
    ComparisonSpec comparison = spec.comparisons().get(of);
    node.put("attribute", nameOf(spec, of));
    node.put("comparator", comparison.comparator().word());
    ArrayNode given = node.putArray("given");
    weights.given().forEach(other -> given.add(nameOf(spec, other)));
    node.put("commonness", weights.commonness());
    ArrayNode levels = node.putArray("levels");
    for (int level = 0; level < comparison.levels().size(); level++) {
      ObjectNode entry = levels.addObject();
      entry.put("label", comparison.levels().get(level).label());
      if (weights.m().length > 0) {
        entry.put("m", weights.m()[level]);
        entry.put("u", weights.u()[level]);
      }
    }
    ArrayNode rows = node.putArray("weights");
    for (double[] row : weights.weights()) {
      ArrayNode values = rows.addArray();
      for (double weight : row) {
        values.add(weight);
      }
    }
  }

  private static String nameOf(LinkSpec spec, int comparison) {
    return spec.attributes().get(spec.comparisons().get(comparison).attribute()).name();
  }

  private static Map<String, Integer> frequent(Map<String, Integer> counts) {
    Map<String, Integer> kept = new TreeMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_TERMS)
        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    return kept;
  }

  /**
   * Returns the model of a text.
   *
   * @throws LinkgridException of kind DATA if it is no model of this spec
   */
  public static LinkModel read(String text, LinkSpec spec) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw problem("it is no JSON: " + Problems.shown(e.getOriginalMessage()), e);
    }
    JsonNode comparisons = root.path("comparisons");
    if (comparisons.size() != spec.comparisons().size()) {
      throw problem(
          "it has %d comparisons, and the spec '%s' has %d"
              .formatted(comparisons.size(), spec.name(), spec.comparisons().size()),
          null);
    }
    List<ComparisonWeights> weights = new ArrayList<>();
    for (int c = 0; c < comparisons.size(); c++) {
      weights.add(comparison(comparisons.get(c), spec, c));
    }
    List<TermTable> terms = new ArrayList<>();
    for (JsonNode node : root.path("terms")) {
      terms.add(
          new TermTable(records(node), counts(node.path("values")), counts(node.path("words"))));
    }
    if (!terms.isEmpty() && terms.size() != spec.attributes().size()) {
      throw problem(
          "it counts terms of %d attributes, and the spec '%s' has %d"
              .formatted(terms.size(), spec.name(), spec.attributes().size()),
          null);
    }
    return new LinkModel(number(root, "prior_weight"), weights, terms);
  }

  private static ComparisonWeights comparison(JsonNode node, LinkSpec spec, int of) {
    String name = node.path("attribute").asText();
    int levels = spec.comparisons().get(of).levels().size();
    if (!name.equals(nameOf(spec, of)) || node.path("levels").size() != levels) {
      throw problem(
          "its comparison %d is of '%s' with %d levels, and the spec's is of '%s' with %d"
              .formatted(
                  of + 1,
                  Problems.shown(name),
                  node.path("levels").size(),
                  nameOf(spec, of),
                  levels),
          null);
    }
    List<Integer> given = new ArrayList<>();
    long rows = 1;
    for (JsonNode other : node.path("given")) {
      int position = positionOf(spec, other.asText());
      if (position == of || given.contains(position)) {
        throw problem(
            "comparison '%s' cannot depend on '%s'".formatted(name, other.asText()), null);
      }
      given.add(position);
      rows = Math.min(MOST_ROWS, rows * (spec.comparisons().get(position).levels().size() + 1));
    }
    JsonNode table = node.path("weights");
    double[][] weights = new double[table.size()][levels];
    for (int row = 0; row < weights.length; row++) {
      for (int level = 0; level < levels; level++) {
        weights[row][level] = table.path(row).path(level).asDouble(Double.NaN);
      }
    }
    if (weights.length != rows || hasGaps(weights)) {
      throw problem(
          "comparison '%s' needs %d rows of %d weights".formatted(name, rows, levels), null);
    }
    boolean learnt = node.path("levels").path(0).has("m");
    double[] m = new double[learnt ? levels : 0];
    double[] u = new double[learnt ? levels : 0];
    for (int level = 0; level < m.length; level++) {
      m[level] = share(node.path("levels").path(level), "m");
      u[level] = share(node.path("levels").path(level), "u");
    }
    return new ComparisonWeights(given, weights, m, u, commonness(node));
  }

  private static boolean hasGaps(double[][] weights) {
    for (double[] row : weights) {
      for (double weight : row) {
        if (!Double.isFinite(weight)) {
          return true;
        }
      }
    }
    return false;
  }

  private static int positionOf(LinkSpec spec, String name) {
    for (int c = 0; c < spec.comparisons().size(); c++) {
      if (nameOf(spec, c).equals(name)) {
        return c;
      }
    }
    throw problem("the spec '" + spec.name() + "' compares no " + Problems.quoted(name), null);
  }

  private static double share(JsonNode node, String word) {
    double share = number(node, word);
    if (share < 0 || share > 1) {
      throw problem("'" + word + "' should be from 0 to 1, but is " + share, null);
    }
    return share;
  }

  private static double commonness(JsonNode node) {
    double commonness = node.has("commonness") ? number(node, "commonness") : 0;
    if (commonness < 0) {
      throw problem("'commonness' should not be negative, but is " + commonness, null);
    }
    return commonness;
  }

  private static double number(JsonNode node, String word) {
    if (!node.path(word).isNumber() || !Double.isFinite(node.path(word).asDouble())) {
      throw problem(
          "'" + word + "' should be a number, but is " + Problems.shown(node.path(word).toString()),
          null);
    }
    return node.path(word).asDouble();
  }

  private static long records(JsonNode node) {
    JsonNode records = node.path("records");
    if (!records.isIntegralNumber() || !records.canConvertToLong() || records.asLong() < 0) {
      throw problem(
          "'records' should be a whole number from 0, but is " + Problems.shown(records.toString()),
          null);
    }
    return records.asLong();
  }

  private static Map<String, Integer> counts(JsonNode node) {
    Map<String, Integer> counts = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      JsonNode count = entry.getValue();
      if (!count.canConvertToInt() || !count.isIntegralNumber() || count.asInt() < 1) {
        throw problem(
            "the count of %s should be a whole number from 1, but is %s"
                .formatted(Problems.quoted(entry.getKey()), Problems.shown(count.toString())),
            null);
      }
      counts.put(entry.getKey(), count.asInt());
    }
    return counts;
  }

  private static LinkgridException problem(String reason, @Nullable Exception cause) {
    String sentence =
        "The model does not fit the spec: "
            + reason
            + ". Start the schema anew, or remove the row from its table 'model' and run again, which"
            + " learns another one.";
    return cause == null
        ? new LinkgridException(Kind.DATA, sentence)
        : new LinkgridException(Kind.DATA, sentence, cause);
  }
}
