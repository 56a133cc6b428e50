package io.linkgrid.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Specs that are wrong are refused with a line for every problem")
class SpecRefusalTest {

  static Stream<String> brokenSpecs() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(broken(""))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("brokenSpecs")
  void aBrokenSpec_isToldAllItsProblems(String name) throws Exception {
    String yaml = Files.readString(broken(name));
    LinkgridException refusal =
        catchThrowableOfType(LinkgridException.class, () -> SpecReader.parse(yaml, name));

    String expected = Files.readString(broken(name.replace(".yaml", ".expected")));
    assertThat(refusal).isNotNull();
    assertThat(refusal.kind()).isEqualTo(Kind.USAGE);
    assertThat(refusal.getMessage() + "\n").isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1, the number 1",
    "1.5, the number 1.5",
    "-7, the number -7",
    "1000000000, the number 1000000000",
    "many, the text 'many'"
  })
  void aCapThatIsNone_isRefused(String said, String found) throws Exception {
    String yaml = PeopleSpec.yaml().replace("key: [zip]", "key: [zip], cap: " + said);

    assertThatThrownBy(() -> SpecReader.parse(yaml, "people.yaml"))
        .hasMessageContaining(
            "cap: expected a whole number from 2 to 999999999, or none, found " + found + ".");
  }

  @Test
  void aFileThatIsMuchTooLong_isNotEvenParsed() {
    assertThatExceptionOfType(LinkgridException.class)
        .isThrownBy(() -> SpecReader.parse("a,b,c\n".repeat(20_000), "inspections.csv"))
        .withMessage(
            "inspections.csv line 1: the text has 120000 characters, a spec at most 100000."
                + " Is this the right file?");
  }

  @Test
  void everyCombinationOfComparatorAndType_isAcceptedOrRefusedAsTheComparatorSays()
      throws Exception {
    for (AttributeType type : AttributeType.values()) {
      for (ComparatorName comparator : ComparatorName.nameable()) {
        String column = type == AttributeType.COORDINATES ? "columns: [lat, lon]" : "column: born";
        String yaml =
            PeopleSpec.yaml()
                .replace(
                    "{column: born, type: date}", "{" + column + ", type: " + type.word() + "}")
                .replace("days-apart", comparator.word());
        if (comparator.fits(type)) {
          assertThat(SpecReader.parse(yaml, "people.yaml").comparisons().get(1).comparator())
              .isEqualTo(comparator);
        } else {
          assertThatExceptionOfType(LinkgridException.class)
              .isThrownBy(() -> SpecReader.parse(yaml, "people.yaml"))
              .withMessageStartingWith(
                  "people.yaml line 23: comparator '%s' does not fit attribute 'born' of type '%s'.",
                  comparator.word(), type.word());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {20160101, 20190425, 94122, 24192})
  void whateverHappensToTheText_itIsReadOrRefusedWithLines(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> originals =
        List.of(PeopleSpec.yaml(), SpecReader.builtIn("restaurants").orElseThrow().yaml());
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < 800; i++) {
      String yaml = originals.get(i % 2);
      for (int mutations = 1 + random.nextInt(4); mutations > 0; mutations--) {
        yaml = mutated(yaml, random);
      }
      try {
        LinkSpec spec = SpecReader.parse(yaml, "fuzz.yaml");
        List<KeyPart> first = spec.blocking().get(0).parts();
        spec.partitionBy()
            .ifPresent(attribute -> assertThat(first).containsExactly(new KeyPart(attribute, "")));
        accepted++;
      } catch (LinkgridException e) {
        refused++;
        assertThat(e.kind()).isEqualTo(Kind.USAGE);
        int lines = yaml.split("\r\n|[\r\n\u0085\u2028\u2029]", -1).length;
        assertThat(e.getMessage().split("\n"))
            .allSatisfy(
                line -> {
                  assertThat(line).matches("fuzz\\.yaml line [1-9]\\d*: \\S.*[.?]");
                  assertThat(Integer.parseInt(line.replaceAll("fuzz.yaml line (\\d+).*", "$1")))
                      .isLessThanOrEqualTo(lines);
                });
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + i + ", text:\n" + yaml, e);
      }
    }
    assertThat(accepted).isGreaterThan(20);
    assertThat(refused).isGreaterThan(400);
  }

  /** One of the things that happen to a text: something is lost, repeated, moved or put in. */
  private static String mutated(String yaml, Random random) {
    if (yaml.isEmpty()) {
      return "name: x";
    }
    List<String> bits =
        List.of(
            "&a ",
            "*a",
            "!!int ",
            "!x ",
            "%YAML 9.9\n",
            "---\n",
            "...\n",
            "? ",
            ": ",
            "- ",
            "<<: ",
            "[",
            "]",
            "{",
            "}",
            "|\n",
            ">-\n",
            "'",
            "\"",
            "\\x",
            "\"\\UFFFFFFFF\"",
            "\"\\U7FFFFFFF\"",
            "\"\\uD800\"",
            "#",
            "\t",
            "\n",
            "\r",
            "\u0000",
            "\uD800",
            "\u2028",
            "\uFEFF",
            "😀",
            "1e999",
            "-0",
            ".nan",
            "~",
            "null",
            "zip",
            "name",
            "at-least",
            "!<",
            "%TAG ! x:\n",
            "@",
            "`",
            "%%");
    int at = random.nextInt(yaml.length());
    int to = Math.min(yaml.length(), at + 1 + random.nextInt(12));
    return switch (random.nextInt(6)) {
      case 0 -> yaml.substring(0, at) + yaml.substring(to);
      case 1 -> yaml.substring(0, to) + yaml.substring(at);
      case 2, 3 ->
          yaml.substring(0, at) + bits.get(random.nextInt(bits.size())) + yaml.substring(at);
      case 4 -> yaml.substring(0, at) + (char) random.nextInt(256) + yaml.substring(at + 1);
      default -> lineMoved(yaml, random);
    };
  }

  private static String lineMoved(String yaml, Random random) {
    List<String> lines = new ArrayList<>(List.of(yaml.split("\n", -1)));
    String line = lines.remove(random.nextInt(lines.size()));
    lines.add(random.nextInt(lines.size() + 1), line);
    return String.join("\n", lines);
  }

  private static Path broken(String name) throws URISyntaxException {
    return Path.of(SpecRefusalTest.class.getResource("broken/" + name).toURI());
  }
}
