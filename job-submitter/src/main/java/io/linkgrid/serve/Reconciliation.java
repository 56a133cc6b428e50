package io.linkgrid.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linkgrid.lookup.LookupResult;
import io.linkgrid.lookup.RecordForm;
import io.linkgrid.lookup.RecordLookup;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.Decision;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The reconciliation service of the W3C community group (Reconciliation Service API 0.2), as
 * OpenRefine speaks it: cells of a column, with others as properties, are matched to entities. The
 * text of a query is the first attribute of the spec; a property is a column or an attribute; one
 * that the spec does not know is passed over. Safe for any number of threads.
 */
final class Reconciliation {
  private static final int USUAL_LIMIT = 5;
  private static final int MOST = 32;
  private static final double PERCENT = 100;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordLookup lookup;
  private final LinkSpec spec;
  private final RecordForm form;
  private final int maxQueries;

  Reconciliation(RecordLookup lookup, LinkSpec spec, int maxQueries) {
    this.lookup = lookup;
    this.spec = spec;
    this.form = new RecordForm(spec);
    this.maxQueries = maxQueries;
  }

  private ObjectNode type() {
    return JSON.createObjectNode().put("id", spec.name()).put("name", spec.name());
  }

  /**
   * Returns what the service is.
   *
   * @param base its address as the client knows it, up to the path of the service
   */
  ObjectNode manifest(String base) {
    ObjectNode manifest = JSON.createObjectNode();
    manifest.putArray("versions").add("0.2");
    manifest.put("name", "linkgrid " + spec.name());
    manifest.put("identifierSpace", base + "/v1/entities/");
    manifest.put("schemaSpace", base + "/reconcile/properties/");
    manifest.putArray("defaultTypes").add(type());
    manifest.putObject("view").put("url", base + "/v1/entities/{{id}}");
    manifest
        .putObject("preview")
        .put("url", base + "/reconcile/preview?id={{id}}")
        .put("width", 430)
        .put("height", 220);
    ObjectNode suggest = manifest.putObject("suggest");
    for (String what : List.of("entity", "property", "type")) {
      suggest
          .putObject(what)
          .put("service_url", base)
          .put("service_path", "/reconcile/suggest/" + what);
    }
    ObjectNode extend = manifest.putObject("extend");
    extend
        .putObject("propose_properties")
        .put("service_url", base)
        .put("service_path", "/reconcile/extend/propose");
    extend.putArray("property_settings");
    return manifest;
  }

  /** A query, and the record that it stands for. */
  private record Query(String key, int limit, Optional<CleanRecord> record) {}

  /**
   * Answers queries by their keys.
   *
   * @param queries the text of the parameter {@code queries}
   */
  ObjectNode answer(String queries) {
    JsonNode parsed = RequestBody.parse("The parameter 'queries'", queries);
    if (!parsed.isObject()) {
      throw RequestBody.bad(
          "The parameter 'queries': expected an object of queries by key, such as"
              + " {\"q0\": {\"query\": \"Blue Frog Cafe\"}}.");
    }
    if (parsed.size() > maxQueries) {
      throw new HttpProblem(
          413,
          "Too many queries",
          String.format(
              Locale.ROOT,
              "The parameter 'queries' has %,d queries, but one request takes at most %,d.",
              parsed.size(),
              maxQueries));
    }
    List<Query> read = new ArrayList<>();
    for (Map.Entry<String, JsonNode> query : parsed.properties()) {
      read.add(query(query.getKey(), query.getValue(), read.size() + 1));
    }
    List<CleanRecord> records = read.stream().flatMap(q -> q.record().stream()).toList();
    List<LookupResult> results = records.isEmpty() ? List.of() : lookup.answer(records, MOST);
    ObjectNode answers = JSON.createObjectNode();
    int next = 0;
    for (Query query : read) {
      ArrayNode result = answers.putObject(query.key()).putArray("result");
      if (query.record().isPresent()) {
        candidates(results.get(next++), query.limit(), result);
      }
    }
    return answers;
  }

  private Query query(String key, JsonNode node, int number) {
    if (!node.isObject() || !node.path("query").isValueNode()) {
      throw RequestBody.bad(
          "The query '"
              + RequestBody.shown(key)
              + "': expected an object with a text 'query', found "
              + node.getNodeType().name().toLowerCase(Locale.ROOT)
              + ".");
    }
    Map<String, String> values = new LinkedHashMap<>();
    values.put(spec.attributes().get(0).columns().get(0), node.path("query").asText());
    for (JsonNode property : node.path("properties")) {
      form.column(property.path("pid").asText())
          .ifPresent(column -> values.putIfAbsent(column, text(property.path("v"))));
    }
    int limit = node.path("limit").asInt(USUAL_LIMIT);
    try {
      CleanRecord record = form.read("The query '" + key + "'", number, values);
      return new Query(key, Math.max(1, Math.min(limit, MOST)), Optional.of(record));
    } catch (LinkgridException e) {
      // An empty cell is like nothing; a spreadsheet has many, and the others are answered.
      return new Query(key, limit, Optional.empty());
    }
  }

  /** A value is a text, a number, an entity with a name, or a list of them, of which one counts. */
  private static String text(JsonNode value) {
    if (value.isArray()) {
      return value.isEmpty() ? "" : text(value.get(0));
    }
    return value.isObject() ? value.path("name").asText() : value.asText();
  }

  private void candidates(LookupResult result, int limit, ArrayNode into) {
    String nameOf = spec.attributes().get(0).name();
    List<LookupResult.Ranked> ranked = result.candidates();
    for (int i = 0; i < Math.min(limit, ranked.size()); i++) {
      LookupResult.Ranked candidate = ranked.get(i);
      ObjectNode node = into.addObject();
      node.put("id", candidate.entityId());
      node.put("name", candidate.attributes().getOrDefault(nameOf, candidate.entityId()));
      node.put("description", described(candidate.attributes(), nameOf));
      node.putArray("type").add(type());
      node.put("score", PERCENT * candidate.probability());
      node.put("match", i == 0 && result.decision() == Decision.MATCH);
      node.putArray("features")
          .addObject()
          .put("id", "weight")
          .put("name", "match weight")
          .put("value", candidate.weight());
    }
  }

  private static String described(Map<String, String> attributes, String except) {
    List<String> values = new ArrayList<>();
    attributes.forEach(
        (name, value) -> {
          if (!name.equals(except)) {
            values.add(value);
          }
        });
    return String.join(", ", values);
  }

  /** Returns the properties whose name begins with a text. */
  ObjectNode properties(String prefix) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode result = answer.putArray("result");
    for (Attribute attribute : spec.attributes()) {
      for (String column : attribute.columns()) {
        if (column.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT))
            || attribute.name().startsWith(prefix.toLowerCase(Locale.ROOT))) {
          result
              .addObject()
              .put("id", column)
              .put("name", column)
              .put("description", "of the attribute " + attribute.name());
        }
      }
    }
    return answer;
  }

  /** Returns the one type that there is. */
  ObjectNode types() {
    ObjectNode answer = JSON.createObjectNode();
    answer.putArray("result").add(type());
    return answer;
  }

  /** Returns entities as suggestions. */
  static ObjectNode suggestions(Map<String, String> names) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode result = answer.putArray("result");
    names.forEach((id, name) -> result.addObject().put("id", id).put("name", name));
    return answer;
  }

  /** Returns an entity as a small page. */
  static String preview(EntityView entity) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(escaped(entity.entityId()))
        .append("</title></head><body><table>");
    entity
        .attributes()
        .forEach(
            (name, value) ->
                page.append("<tr><th align=\"left\">")
                    .append(escaped(name))
                    .append("</th><td>")
                    .append(escaped(value))
                    .append("</td></tr>"));
    return page.append("</table><p>")
        .append(escaped(entity.entityId()))
        .append(", ")
        .append(entity.rows())
        .append(" rows</p></body></html>")
        .toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
