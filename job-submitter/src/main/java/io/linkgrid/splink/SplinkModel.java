package io.linkgrid.splink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A model as Splink 3, 4 and 5 save it; nothing in it is checked yet.
 *
 * @param linkType {@code dedupe_only}, {@code link_only} or {@code link_and_dedupe}; empty if it is
 *     not said
 * @param dialect the database whose SQL it is; empty if it is not said
 * @param prior the probability that two random records match
 * @param uniqueId the column that names a record
 * @param rules the blocking rules
 * @param comparisons the comparisons
 */
record SplinkModel(
    String linkType,
    String dialect,
    OptionalDouble prior,
    String uniqueId,
    List<Rule> rules,
    List<Comparison> comparisons) {
  /** A blocking rule. */
  record Rule(String sql, boolean explodesArrays) {}

  /** A comparison. */
  record Comparison(String name, String description, List<Level> levels) {
    Comparison {
      levels = List.copyOf(levels);
    }
  }

  /**
   * A comparison level.
   *
   * @param tfColumn the column whose term frequencies adjust the weight, if one does
   * @param tfWeight how much they do
   */
  record Level(
      String sql,
      String label,
      Share m,
      Share u,
      boolean isNullLevel,
      Optional<String> tfColumn,
      double tfWeight) {
    boolean isElse() {
      return sql.strip().equalsIgnoreCase("ELSE");
    }
  }

  /**
   * An m or u.
   *
   * @param value the number, if it is one
   * @param found what stands there instead, for messages
   */
  record Share(OptionalDouble value, String found) {}

  SplinkModel {
    rules = List.copyOf(rules);
    comparisons = List.copyOf(comparisons);
  }

  /**
   * Reads a model.
   *
   * @throws LinkgridException of kind DATA if it is no JSON or no model of Splink
   */
  static SplinkModel parse(String json, String where) {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new LinkgridException(
          Kind.DATA,
          "%s line %d: no valid JSON: %s. Expected what linker.misc.save_model_to_json writes."
              .formatted(where, line, Shown.text(e.getOriginalMessage())),
          e);
    }
    if (!root.isObject()
        || !root.path("comparisons").isArray()
        || root.path("comparisons").isEmpty()) {
      throw new LinkgridException(
          Kind.DATA,
          where
              + ": no model of Splink, for it has no 'comparisons'. Expected what"
              + " linker.misc.save_model_to_json writes.");
    }
    List<Rule> rules = new ArrayList<>();
    root.path("blocking_rules_to_generate_predictions").forEach(rule -> rules.add(rule(rule)));
    List<Comparison> comparisons = new ArrayList<>();
    root.path("comparisons")
        .forEach(node -> comparisons.add(comparison(node, comparisons.size() + 1)));
    return new SplinkModel(
        root.path("link_type").asText(""),
        root.path("sql_dialect").asText(""),
        number(root.path("probability_two_random_records_match")),
        root.path("unique_id_column_name").asText("unique_id"),
        rules,
        comparisons);
  }

  private static Rule rule(JsonNode rule) {
    return rule.isObject()
        ? new Rule(rule.path("blocking_rule").asText(""), !rule.path("arrays_to_explode").isEmpty())
        : new Rule(rule.asText(""), false);
  }

  private static Comparison comparison(JsonNode node, int position) {
    List<Level> levels = new ArrayList<>();
    node.path("comparison_levels").forEach(level -> levels.add(level(level)));
    return new Comparison(
        node.path("output_column_name").asText(Integer.toString(position)),
        node.path("comparison_description").asText(""),
        levels);
  }

  private static Level level(JsonNode node) {
    String sql = node.path("sql_condition").asText("");
    return new Level(
        sql,
        node.path("label_for_charts").asText(sql),
        share(node.path("m_probability")),
        share(node.path("u_probability")),
        node.path("is_null_level").asBoolean(false),
        Optional.of(node.path("tf_adjustment_column").asText(""))
            .filter(c -> !c.isEmpty() && !c.equals("null")),
        node.path("tf_adjustment_weight").asDouble(1));
  }

  private static Share share(JsonNode node) {
    return new Share(
        number(node), node.isMissingNode() || node.isNull() ? "none" : node.toString());
  }

  private static OptionalDouble number(JsonNode node) {
    return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
  }
}
