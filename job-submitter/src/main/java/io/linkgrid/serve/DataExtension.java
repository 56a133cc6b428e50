package io.linkgrid.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linkgrid.lookup.LookupResult;
import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.LinkSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/**
 * What entities have besides their names, for columns that a spreadsheet adds to those that it has
 * matched: data extension of the Reconciliation Service API 0.2. A property is an attribute of the
 * golden record, or how many mentions or rows the entity has. Safe for any number of threads.
 */
final class DataExtension {
  private static final String EXAMPLE =
      "{\"ids\": [\"E0A1B2C3D4E5F6\"], \"properties\": [{\"id\": \"zip\"}]}";

  /** Nothing else is an id of an entity, and not all that JSON can say can be said to Postgres. */
  private static final Pattern ID = Pattern.compile("E[0-9A-V]{13}");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Jdbi jdbi;
  private final LinkSpec spec;
  private final int maxIds;

  /** By the names that they are offered by. */
  private final Map<String, Property> offered = new LinkedHashMap<>();

  /** By the columns that they are made of: a client suggests columns, as queries have them. */
  private final Map<String, Property> byColumn = new HashMap<>();

  DataExtension(Jdbi jdbi, LinkSpec spec, int maxIds) {
    this.jdbi = jdbi;
    this.spec = spec;
    this.maxIds = maxIds;
    for (Attribute attribute : spec.attributes()) {
      Property property = attribute(attribute.name());
      offered.put(attribute.name(), property);
      // What is made of several columns is not the value of one of them.
      if (attribute.columns().size() == 1) {
        byColumn.putIfAbsent(attribute.columns().get(0), property);
      }
    }
    // An attribute of a spec may be called like them, and then it is what is meant.
    offered.putIfAbsent(
        "mentions",
        new Property("mentions", (entity, into) -> into.addObject().put("int", entity.mentions())));
    offered.putIfAbsent(
        "rows", new Property("rows", (entity, into) -> into.addObject().put("int", entity.rows())));
  }

  /** What is known of an entity. */
  private record Entity(Map<String, String> attributes, int mentions, long rows) {}

  /**
   * What can be asked of an entity.
   *
   * @param name for people
   * @param values adds what an entity has of it, if anything
   */
  private record Property(String name, BiConsumer<Entity, ArrayNode> values) {}

  private static Property attribute(String name) {
    return new Property(
        name,
        (entity, into) ->
            Optional.ofNullable(entity.attributes().get(name))
                .ifPresent(value -> into.addObject().put("str", value)));
  }

  /**
   * Returns the properties of a type.
   *
   * @param type its id; if empty, the one that there is
   */
  ObjectNode proposed(String type, int limit) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("type", type.isEmpty() ? spec.name() : type);
    ArrayNode properties = answer.putArray("properties");
    if (type.isEmpty() || type.equals(spec.name())) {
      offered.entrySet().stream()
          .limit(limit)
          .forEach(
              property ->
                  properties
                      .addObject()
                      .put("id", property.getKey())
                      .put("name", property.getValue().name()));
    }
    return answer;
  }

  /**
   * Returns the properties of entities. Of one that is not there, each is an empty list.
   *
   * @param extend the text of the parameter {@code extend}
   */
  ObjectNode answer(String extend) {
    JsonNode parsed = RequestBody.parse("The parameter 'extend'", extend);
    if (!parsed.path("ids").isArray() || !parsed.path("properties").isArray()) {
      throw bad("expected an object with the lists 'ids' and 'properties', such as " + EXAMPLE);
    }
    Set<String> ids = ids(parsed.path("ids"));
    Map<String, Property> properties = asked(parsed.path("properties"));
    Map<String, Entity> entities = entities(ids);
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode meta = answer.putArray("meta");
    properties.forEach(
        (id, property) -> meta.addObject().put("id", id).put("name", property.name()));
    ObjectNode rows = answer.putObject("rows");
    for (String id : ids) {
      ObjectNode row = rows.putObject(id);
      Optional<Entity> entity = Optional.ofNullable(entities.get(id));
      properties.forEach(
          (name, property) -> {
            ArrayNode values = row.putArray(name);
            entity.ifPresent(known -> property.values().accept(known, values));
          });
    }
    return answer;
  }

  private Set<String> ids(JsonNode list) {
    if (list.size() > maxIds) {
      throw new HttpProblem(
          413,
          "Too many ids",
          String.format(
              Locale.ROOT,
              "The parameter 'extend' has %,d ids, but one request takes at most %,d. Send them in"
                  + " several requests.",
              list.size(),
              maxIds));
    }
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode id : list) {
      if (!id.isTextual()) {
        throw bad("expected texts in 'ids', found " + kind(id));
      }
      ids.add(id.asText());
    }
    return ids;
  }

  private Map<String, Property> asked(JsonNode list) {
    Map<String, Property> properties = new LinkedHashMap<>();
    for (JsonNode property : list) {
      JsonNode id = property.path("id");
      if (!id.isTextual()) {
        throw bad(
            "expected objects with a text 'id' in 'properties', found "
                + (property.isObject() ? "an object without" : kind(property)));
      }
      properties.put(id.asText(), property(id.asText()));
    }
    return properties;
  }

  private Property property(String id) {
    return Optional.ofNullable(offered.get(id))
        .or(() -> Optional.ofNullable(byColumn.get(id)))
        .orElseThrow(
            () ->
                new HttpProblem(
                    422,
                    "Cannot be processed",
                    "The parameter 'extend': unknown property '"
                        + RequestBody.shown(id)
                        + "'. Expected properties of the spec '"
                        + spec.name()
                        + "': "
                        + String.join(", ", offered.keySet())
                        + "."));
  }

  private Map<String, Entity> entities(Set<String> ids) {
    List<String> possible = ids.stream().filter(id -> ID.matcher(id).matches()).toList();
    Map<String, Entity> entities = new HashMap<>();
    if (!possible.isEmpty()) {
      jdbi.useHandle(
          db ->
              db.createQuery(
                      """
                      select entity_id, attributes, mentions, rows
                      from entity
                      where entity_id = any(:ids)
                      """)
                  .bindArray("ids", String.class, possible)
                  .map(
                      (row, context) ->
                          entities.put(
                              row.getString("entity_id"),
                              new Entity(
                                  LookupResult.named(
                                      spec,
                                      List.of((String[]) row.getArray("attributes").getArray())),
                                  row.getInt("mentions"),
                                  row.getLong("rows"))))
                  .list());
    }
    return entities;
  }

  private static String kind(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static HttpProblem bad(String detail) {
    return RequestBody.bad("The parameter 'extend': " + detail + ".");
  }
}
