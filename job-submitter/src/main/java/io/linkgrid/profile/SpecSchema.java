package io.linkgrid.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.ComparatorName;
import io.linkgrid.spec.FileFormat.Quoting;
import io.linkgrid.spec.Measure;
import io.linkgrid.spec.Reading.Letters;
import io.linkgrid.spec.SurvivorshipRule;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of link specs as a JSON schema, draft 2020-12, for editors. Types, parts, comparators
 * and quoting come from the enums; which attribute a word refers to no schema can tell.
 */
public final class SpecSchema {
  private static final String NAME = "[a-z][a-z0-9-]{0,62}";
  private static final int LARGEST_WEIGHT = 100;
  private static final int LARGEST_CAP = 999_999_999;
  private static final int LARGEST_BOUND = 1_000_000_000;

  private SpecSchema() {}

  /** Returns the schema as a text of JSON. */
  public static String json() {
    return schema().toPrettyString();
  }

  static ObjectNode schema() {
    ObjectNode schema = object("How the records of a data set are linked");
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "linkgrid link spec");
    required(schema, "name", "record-id", "attributes", "blocking");
    property(schema, "name", name("Name of the spec; results live in a schema of this name"));
    property(
        schema,
        "columns",
        list(text("A column"), "Names of the columns, in the order of a file without a header"));
    property(schema, "separator", separator());
    property(
        schema,
        "quoting",
        words(
            "Whether a field may be wrapped in double quotes",
            Arrays.stream(Quoting.values()).map(Quoting::word)));
    property(schema, "record-id", text("The column that names a record; it is not compared"));
    property(schema, "reference-id", text("The column that names a row of a clean reference"));
    property(schema, "event", event());
    property(schema, "attributes", named("The values by which records are linked", attribute()));
    property(
        schema, "partition-by", name("The attribute by which the reference is spread over nodes"));
    property(schema, "blocking", list(rule(), "Which pairs of records are candidates"));
    property(
        schema,
        "comparisons",
        named("How attributes are compared; by default each as its type is", comparison()));
    property(
        schema,
        "other-names",
        byColumn(
            "What columns are called in some of the files",
            list(text("A name"), "The other names of the column")));
    property(schema, "at-most-one", yesOrNo("Whether a record belongs to at most one entity"));
    property(schema, "one-to-one", yesOrNo("Whether every file holds each entity once"));
    property(
        schema,
        "prior-weight",
        number("log2 of the odds that a candidate matches", -LARGEST_WEIGHT, LARGEST_WEIGHT));
    property(schema, "decisions", decisions());
    return schema;
  }

  private static ObjectNode separator() {
    ObjectNode separator = JsonNodeFactory.instance.objectNode();
    separator.put("description", "What stands between two columns");
    ArrayNode anyOf = separator.putArray("anyOf");
    anyOf.add(words("A word for it", Stream.of("detect", "comma", "tab", "semicolon", "pipe")));
    anyOf.add(pattern("One character", "[^A-Za-z0-9\"\\r\\n]"));
    return separator;
  }

  /** Editors read yes as a text, and the spec reader as true. */
  private static ObjectNode yesOrNo(String description) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("description", description);
    node.putArray("enum").add(true).add(false).add("yes").add("no");
    return node;
  }

  private static ObjectNode event() {
    ObjectNode event = object("What a row reports, for the final join");
    required(event, "id", "date");
    property(event, "id", text("The column that names the event"));
    property(event, "date", text("The column with its date"));
    return event;
  }

  private static ObjectNode attribute() {
    ObjectNode attribute = object("A value by which records are linked");
    required(attribute, "type");
    property(attribute, "column", text("The column with the value"));
    property(
        attribute,
        "columns",
        list(text("A column"), "The columns with the value, joined by a blank"));
    property(
        attribute,
        "type",
        words(
            "How the value is standardised",
            Arrays.stream(AttributeType.values()).map(AttributeType::word)));
    property(
        attribute,
        "survivorship",
        words(
            "Which of several values makes it into the golden record",
            Arrays.stream(SurvivorshipRule.values()).map(SurvivorshipRule::word)));
    property(
        attribute,
        "letters",
        words(
            "What becomes of letters, of type verbatim",
            Arrays.stream(Letters.values()).map(Letters::word)));
    property(
        attribute,
        "extract",
        text("A regular expression whose first match is the value, of type verbatim"));
    property(attribute, "format", text("How dates are written, such as dd/MM/yyyy, of type date"));
    ArrayNode either = attribute.putArray("oneOf");
    either.addObject().putArray("required").add("column");
    either.addObject().putArray("required").add("columns");
    return attribute;
  }

  private static ObjectNode rule() {
    String parts =
        Arrays.stream(AttributeType.values())
            .flatMap(type -> type.parts().stream())
            .distinct()
            .collect(Collectors.joining("|"));
    ObjectNode rule = object("Records that share the key are candidates");
    required(rule, "name", "key");
    property(rule, "name", name("Name of the rule in reports"));
    ObjectNode part = pattern("An attribute, or a part of one", NAME + "(\\.(" + parts + "))?");
    property(rule, "key", list(part, "What the key is made of"));
    ObjectNode cap = JsonNodeFactory.instance.objectNode();
    cap.put("description", "The most mentions that a key may have to bring pairs together");
    ArrayNode numberOrNone = cap.putArray("anyOf");
    numberOrNone.addObject().put("type", "integer").put("minimum", 2).put("maximum", LARGEST_CAP);
    numberOrNone.addObject().put("const", "none");
    property(rule, "cap", cap);
    return rule;
  }

  private static ObjectNode comparison() {
    ObjectNode comparison = object("How an attribute is compared");
    property(
        comparison,
        "comparator",
        words(
            "How alike two values are; the one of the type by default",
            ComparatorName.nameable().stream().map(ComparatorName::word)));
    ObjectNode level = object("How alike two values are, in words");
    required(level, "label");
    property(level, "label", text("What the level means"));
    property(level, "at-least", number("The smallest similarity of the level", 0, 1));
    property(
        level,
        "weight",
        number("Match weight in bits, set by hand", -LARGEST_WEIGHT, LARGEST_WEIGHT));
    condition(level);
    ObjectNode condition = object("What must hold between two records");
    required(condition, "measure");
    condition(condition);
    property(condition, "at-least", number("The smallest value", 0, 1));
    property(level, "all", list(condition, "What must all hold for a pair to reach the level"));
    ObjectNode absent = JsonNodeFactory.instance.objectNode();
    absent.put("description", "Which attributes must all be absent for a pair to have no level");
    ArrayNode anyOf = absent.putArray("anyOf");
    anyOf.add(list(name("An attribute"), "Attributes"));
    anyOf.add(words("Every pair has a level", Stream.of("never")));
    property(comparison, "absent", absent);
    property(
        comparison, "levels", list(level, "From the most to the least alike").put("minItems", 2));
    return comparison;
  }

  private static void condition(ObjectNode of) {
    property(
        of,
        "measure",
        words("What is measured", Arrays.stream(Measure.values()).map(Measure::word)));
    property(of, "attribute", name("Of which attribute; the comparison's own by default"));
    property(of, "with", name("Against which attribute of the other record; the same by default"));
    property(of, "at-most", number("The largest value", 0, LARGEST_BOUND));
  }

  private static ObjectNode decisions() {
    ObjectNode decisions = object("From which probability on a pair is what");
    property(decisions, "match", number("The smallest probability of a match", 0, 1));
    property(decisions, "review", number("The smallest probability of a review", 0, 1));
    property(
        decisions, "found", number("The smallest with which two new records are one thing", 0, 1));
    return decisions;
  }

  private static ObjectNode object(String description) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("description", description);
    object.put("type", "object");
    object.put("additionalProperties", false);
    return object;
  }

  private static ObjectNode named(String description, ObjectNode values) {
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    named.put("description", description);
    named.put("type", "object");
    named.put("minProperties", 1);
    named.putObject("propertyNames").put("pattern", "^" + NAME + "$");
    named.set("additionalProperties", values);
    return named;
  }

  private static ObjectNode byColumn(String description, ObjectNode values) {
    ObjectNode byColumn = JsonNodeFactory.instance.objectNode();
    byColumn.put("description", description);
    byColumn.put("type", "object");
    byColumn.put("minProperties", 1);
    byColumn.set("additionalProperties", values);
    return byColumn;
  }

  private static ObjectNode list(ObjectNode items, String description) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("description", description);
    list.put("type", "array");
    list.put("minItems", 1);
    list.set("items", items);
    return list;
  }

  /** A text that may look like a number: columns are called 2016. */
  private static ObjectNode text(String description) {
    ObjectNode text = JsonNodeFactory.instance.objectNode().put("description", description);
    text.putArray("type").add("string").add("number");
    return text;
  }

  private static ObjectNode pattern(String description, String pattern) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("description", description)
        .put("type", "string")
        .put("pattern", "^" + pattern + "$");
  }

  private static ObjectNode name(String description) {
    return pattern(description, NAME);
  }

  private static ObjectNode words(String description, Stream<String> words) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("description", description);
    ArrayNode allowed = node.put("type", "string").putArray("enum");
    words.forEach(allowed::add);
    return node;
  }

  private static ObjectNode number(String description, int least, int most) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("description", description)
        .put("type", "number")
        .put("minimum", least)
        .put("maximum", most);
  }

  private static ObjectNode property(ObjectNode object, String word, ObjectNode value) {
    object.withObjectProperty("properties").set(word, value);
    return value;
  }

  private static void required(ObjectNode object, String... words) {
    ArrayNode required = object.putArray("required");
    Stream.of(words).forEach(required::add);
  }
}
