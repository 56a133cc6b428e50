package io.linkgrid.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

@DisplayName("The JSON schema says what the spec reader does")
class SpecSchemaTest {
  private static final Path PEOPLE =
      Path.of("src", "test", "resources", "io/linkgrid/profile", "people.yaml");
  private static final String MINIMAL =
      """
      name: people
      record-id: id
      attributes:
        born: {column: born, type: date}
      blocking:
        - {name: born, key: [born]}
      """;
  private static final Pattern EXPECTED = Pattern.compile("Expected one of: ([^…]*?)\\.(\n|$)");

  @Test
  void everyBuiltInSpec_isAllowed() {
    for (String name : SpecReader.builtInNames()) {
      assertThat(problems(SpecReader.builtIn(name).orElseThrow().yaml())).as(name).isEmpty();
    }
  }

  @Test
  void aProposedSpec_isAllowed() throws IOException {
    assertThat(problems(Files.readString(PEOPLE))).isEmpty();
  }

  @Test
  void aSpecWithEveryWord_isAllowed() {
    String yaml =
        """
        name: people
        columns: [id, ref, born, event, day, 2016]
        separator: ;
        quoting: none
        record-id: id
        reference-id: ref
        event: {id: event, date: day}
        attributes:
          born: {column: born, type: date}
        partition-by: born
        blocking:
          - {name: born, key: [born]}
          - {name: year, key: [born.year]}
        comparisons:
          born:
            comparator: days-apart
            levels:
              - {label: same, at-least: 1.0, weight: 7.5}
              - {label: different, weight: -5}
        at-most-one: no
        prior-weight: -10
        decisions: {match: 0.9, review: 0.4, found: 0.95}
        """;
    SpecReader.parse(yaml, "people.yaml");

    assertThat(problems(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: people       | name: People          | $.name: pattern",
        "record-id: id      | recordid: id          | $: missing record-id",
        "record-id: id      | recordid: id          | $: unknown recordid",
        "type: date         | type: zeitpunkt       | $.attributes.born.type: enum",
        "type: date         | kind: date            | $.attributes.born: missing type",
        "column: born       | column: b, columns: [c] | $.attributes.born: oneOf",
        "key: [born]        | key: []               | $.blocking[0].key: minItems",
        "key: [born]        | key: [born.month]     | $.blocking[0].key[0]: pattern",
        "key: [born]        | key: born             | $.blocking[0].key: type",
      })
  void whatTheReaderRefuses_isRefused(String right, String wrong, String problem) {
    String yaml = MINIMAL.replace(right, wrong);

    assertThat(catchThrowable(() -> SpecReader.parse(yaml, "people.yaml"))).isNotNull();
    assertThat(problems(yaml)).contains(problem);
  }

  /** The reader lists the words that it knows when it meets one that is like none of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: people | {name: people, qqqqqqqqqqqq: 1} | /properties",
        "record-id: id | event: {qqqqqqqqqqqq: 1} | /properties/event/properties",
        "column: born | qqqqqqqqqqqq: born |"
            + " /properties/attributes/additionalProperties/properties",
        "name: born | qqqqqqqqqqqq: born | /properties/blocking/items/properties",
        "record-id: id | decisions: {qqqqqqqqqqqq: 1} | /properties/decisions/properties",
        "record-id: id | comparisons: {born: {qqqqqqqqqqqq: 1}} |"
            + " /properties/comparisons/additionalProperties/properties",
        "record-id: id | 'comparisons: {born: {levels: [{qqqqqqqqqqqq: 1}]}}' |"
            + " /properties/comparisons/additionalProperties/properties/levels/items/properties",
        "record-id: id | separator: qqqqqqqqqqqq | /properties/separator/anyOf/0/enum",
        "record-id: id | quoting: qqqqqqqqqqqq | /properties/quoting/enum",
        "type: date | type: qqqqqqqqqqqq |"
            + " /properties/attributes/additionalProperties/properties/type/enum",
        "record-id: id | comparisons: {born: {comparator: qqqqqqqqqqqq}} |"
            + " /properties/comparisons/additionalProperties/properties/comparator/enum",
      })
  void theWords_areThoseOfTheReader(String right, String wrong, String where) {
    String yaml = wrong.startsWith("{") ? wrong : MINIMAL.replace(right, wrong);

    String message = catchThrowable(() -> SpecReader.parse(yaml, "x")).getMessage();

    Matcher expected = EXPECTED.matcher(message);
    assertThat(expected.find()).as(message).isTrue();
    assertThat(words(SpecSchema.schema().at(where)))
        .containsExactlyInAnyOrder(expected.group(1).split(", ", -1));
  }

  @Test
  void theSchema_isOfItsDraft() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(SpecSchema.json());

    assertThat(schema.get("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.get("title").asText()).isEqualTo("linkgrid link spec");
  }

  private static List<String> words(JsonNode node) {
    List<String> words = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(word -> words.add(word.asText()));
    } else {
      node.fieldNames().forEachRemaining(words::add);
    }
    return words;
  }

  private static List<String> problems(String yaml) {
    JsonNode value = new ObjectMapper().valueToTree(new Yaml().load(yaml));
    List<String> problems = new ArrayList<>();
    check(value, SpecSchema.schema(), "$", problems);
    return problems;
  }

  /** As much of JSON schema as the schema uses; what it does not know it refuses to skip. */
  private static void check(JsonNode value, JsonNode schema, String path, List<String> problems) {
    for (Map.Entry<String, JsonNode> rule : schema.properties()) {
      JsonNode says = rule.getValue();
      boolean holds =
          switch (rule.getKey()) {
            case "$schema", "title", "description" -> true;
            case "type" ->
                says.isArray()
                    ? words(says).stream().anyMatch(type -> isType(value, type))
                    : isType(value, says.asText());
            case "enum" -> contains(says, value);
            case "pattern" -> value.isTextual() && Pattern.matches(says.asText(), value.asText());
            case "minimum" -> value.asDouble() >= says.asDouble();
            case "maximum" -> value.asDouble() <= says.asDouble();
            case "minItems", "minProperties" -> value.size() >= says.asInt();
            case "anyOf" -> matching(value, says, path) >= 1;
            case "oneOf" -> matching(value, says, path) == 1;
            case "required" -> {
              words(says).stream()
                  .filter(word -> !value.has(word))
                  .forEach(word -> problems.add(path + ": missing " + word));
              yield true;
            }
            case "propertyNames" -> {
              value
                  .fieldNames()
                  .forEachRemaining(
                      name ->
                          check(
                              new ObjectMapper().valueToTree(name),
                              says,
                              path + "/names",
                              problems));
              yield true;
            }
            case "properties", "additionalProperties" -> {
              checkProperties(value, schema, rule.getKey(), path, problems);
              yield true;
            }
            case "items" -> {
              for (int item = 0; value.isArray() && item < value.size(); item++) {
                check(value.get(item), says, path + "[" + item + "]", problems);
              }
              yield true;
            }
            default -> throw new AssertionError("Teach this test the word " + rule.getKey());
          };
      if (!holds) {
        problems.add(path + ": " + rule.getKey());
      }
    }
  }

  private static void checkProperties(
      JsonNode value, JsonNode schema, String word, String path, List<String> problems) {
    boolean named = word.equals("properties");
    value
        .fieldNames()
        .forEachRemaining(
            name -> {
              boolean known = schema.path("properties").has(name);
              JsonNode other = schema.path("additionalProperties");
              if (known && named) {
                check(
                    value.get(name),
                    schema.get("properties").get(name),
                    path + "." + name,
                    problems);
              } else if (!known && !named && other.isObject()) {
                check(value.get(name), other, path + "." + name, problems);
              } else if (!known && !named && !other.asBoolean()) {
                problems.add(path + ": unknown " + name);
              }
            });
  }

  private static long matching(JsonNode value, JsonNode schemas, String path) {
    long matching = 0;
    for (JsonNode schema : schemas) {
      List<String> problems = new ArrayList<>();
      check(value, schema, path, problems);
      matching += problems.isEmpty() ? 1 : 0;
    }
    return matching;
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode item : list) {
      if (item.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isType(JsonNode value, String type) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "number" -> value.isNumber();
      default -> throw new AssertionError("Teach this test the type " + type);
    };
  }
}
