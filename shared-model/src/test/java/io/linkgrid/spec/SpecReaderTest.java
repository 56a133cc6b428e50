package io.linkgrid.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.ComparisonSpec.Level;
import io.linkgrid.spec.FileFormat.Header;
import io.linkgrid.spec.FileFormat.Quoting;
import io.linkgrid.spec.LinkSpec.Event;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Link specs are read and checked wholly")
class SpecReaderTest {

  @Test
  void restaurants_sayWhatTheirTextSays() {
    LinkSpec restaurants = SpecReader.builtIn("restaurants").orElseThrow().parse();

    assertThat(restaurants)
        .isEqualTo(
            new LinkSpec(
                "restaurants",
                new FileFormat(
                    FileFormat.DETECT,
                    Quoting.DETECT,
                    List.of(
                        "business_name",
                        "business_address",
                        "business_city",
                        "business_state",
                        "business_postal_code",
                        "business_latitude",
                        "business_longitude",
                        "business_phone_number",
                        "inspection_id",
                        "inspection_date",
                        "inspection_score",
                        "inspection_type",
                        "violation_id",
                        "violation_description",
                        "risk_category")),
                "inspection_id",
                "business_id",
                Optional.of(new Event("violation_id", "inspection_date")),
                List.of(
                    new Attribute("name", List.of("business_name"), AttributeType.BUSINESS_NAME),
                    new Attribute("address", List.of("business_address"), AttributeType.US_ADDRESS),
                    new Attribute("zip", List.of("business_postal_code"), AttributeType.US_ZIP),
                    new Attribute(
                        "phone", List.of("business_phone_number"), AttributeType.US_PHONE),
                    new Attribute(
                        "location",
                        List.of("business_latitude", "business_longitude"),
                        AttributeType.COORDINATES)),
                Optional.of(2),
                List.of(
                    new BlockingRule("zip", List.of(new KeyPart(2, ""))),
                    new BlockingRule("phone", List.of(new KeyPart(3, ""))),
                    new BlockingRule(
                        "address",
                        List.of(new KeyPart(1, "number-digits"), new KeyPart(1, "street-start"))),
                    new BlockingRule("name", List.of(new KeyPart(0, "rare-tokens"))),
                    new BlockingRule(
                        "place", List.of(new KeyPart(4, ""), new KeyPart(1, "number-digits")))),
                List.of(
                    byDefault(0, ComparatorName.WORDS),
                    byDefault(1, ComparatorName.US_ADDRESS),
                    byDefault(2, ComparatorName.US_ZIP),
                    byDefault(3, ComparatorName.US_PHONE),
                    byDefault(4, ComparatorName.DISTANCE)),
                true,
                false,
                Optional.empty(),
                0.7,
                0.3,
                0.8));
  }

  private static ComparisonSpec byDefault(int attribute, ComparatorName comparator) {
    return new ComparisonSpec(attribute, comparator, comparator.defaultLevels());
  }

  @Test
  void peopleWithWeights_haveTheirModelFromTheStart() throws Exception {
    LinkSpec people = SpecReader.parse(people(), "people.yaml");

    assertThat(people.comparisons())
        .containsExactly(
            new ComparisonSpec(
                0,
                ComparatorName.JARO_WINKLER,
                List.of(new Level("same", 1), new Level("alike", 0.9), new Level("different", 0))),
            new ComparisonSpec(
                4,
                ComparatorName.DAYS_APART,
                List.of(new Level("same", 1), new Level("different", 0))));
    assertThat(people.model())
        .contains(
            new LinkModel(
                -10,
                List.of(ComparisonWeights.fixed(6, 3, -5), ComparisonWeights.fixed(8, -6)),
                List.of()));
    assertThat(people.terms(0)).isEqualTo(TermTable.EMPTY);
  }

  @Test
  void weightsThatAreLeftOut_areToBeLearnt() throws Exception {
    LinkSpec people = SpecReader.parse(withoutWeights(), "people.yaml");

    assertThat(people.model()).isEmpty();
    assertThat(people.comparisons())
        .isEqualTo(SpecReader.parse(people(), "people.yaml").comparisons());
  }

  @Test
  void comparisonsThatAreLeftOut_areThoseOfTheTypes() throws Exception {
    String people = people();
    String untilComparisons = people.substring(0, people.indexOf("comparisons:"));

    assertThat(SpecReader.parse(untilComparisons, "people.yaml").comparisons())
        .containsExactly(
            byDefault(0, ComparatorName.WORDS),
            byDefault(1, ComparatorName.US_ADDRESS),
            byDefault(2, ComparatorName.US_ZIP),
            byDefault(3, ComparatorName.US_PHONE),
            byDefault(4, ComparatorName.DATE),
            byDefault(5, ComparatorName.DISTANCE));
  }

  @Test
  void aComparatorThatIsLeftOut_isTheOneOfTheType_alsoWithLevelsOfItsOwn() throws Exception {
    LinkSpec people =
        SpecReader.parse(
            people()
                .replace("    comparator: jaro-winkler\n", "")
                .replace("    comparator: days-apart\n", ""),
            "people.yaml");

    assertThat(people.comparisons())
        .extracting(ComparisonSpec::comparator)
        .containsExactly(ComparatorName.WORDS, ComparatorName.DATE);
    assertThat(people.comparisons().get(1).levels())
        .containsExactly(new Level("same", 1), new Level("different", 0));
  }

  @Test
  void levelsThatAreLeftOut_areThoseOfTheComparator() throws Exception {
    String people = people();
    String yaml =
        people.substring(0, people.indexOf("comparisons:"))
            + "comparisons:\n  name: {comparator: trigrams}\n";

    assertThat(SpecReader.parse(yaml, "people.yaml").comparisons())
        .containsExactly(byDefault(0, ComparatorName.TRIGRAMS));
  }

  @Test
  void columnsThatAreLeftOut_areThoseThatAreNamed_andEachFileNeedsAHeader() throws Exception {
    String yaml =
        people().replaceFirst("columns: .*\n", "") + "event: {id: visit, date: visited}\n";

    assertThat(SpecReader.parse(yaml, "people.yaml").format())
        .isEqualTo(
            new FileFormat(
                FileFormat.DETECT,
                Quoting.DETECT,
                List.of(
                    "id",
                    "full_name",
                    "street",
                    "zip",
                    "phone",
                    "born",
                    "lat",
                    "lon",
                    "visit",
                    "visited"),
                Header.REQUIRED));
    assertThat(SpecReader.parse(people(), "people.yaml").format().header())
        .isEqualTo(Header.OPTIONAL);
  }

  @Test
  void aReferenceHasItsOwnIdColumn_orTheOneOfTheRecords() throws Exception {
    String own = people() + "reference-id: person_id\n";

    assertThat(SpecReader.parse(people(), "people.yaml").referenceIdColumn()).isEqualTo("id");
    assertThat(SpecReader.parse(own, "people.yaml").referenceIdColumn()).isEqualTo("person_id");
    assertThat(SpecReader.parse(own, "people.yaml").recordIdColumn()).isEqualTo("id");
  }

  @ParameterizedTest
  @CsvSource({"yes, true", "true, true", "no, false", "false, false"})
  void atMostOne_isYesOrNo(String word, boolean expected) throws Exception {
    LinkSpec spec = SpecReader.parse(people() + "at-most-one: " + word + "\n", "people.yaml");

    assertThat(spec.atMostOne()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"yes, true", "true, true", "no, false", "false, false"})
  void oneToOne_isYesOrNo(String word, boolean expected) throws Exception {
    LinkSpec spec = SpecReader.parse(people() + "one-to-one: " + word + "\n", "people.yaml");

    assertThat(spec.oneToOne()).isEqualTo(expected);
  }

  @Test
  void withoutAPartition_theFirstRuleIsLikeAnyOther() throws Exception {
    LinkSpec spec =
        SpecReader.parse(
            people()
                .replace("partition-by: zip\n", "")
                .replace("key: [zip]", "key: [name.first-token]"),
            "people.yaml");

    assertThat(spec.partitionBy()).isEmpty();
    assertThat(spec.blocking().get(0).parts()).containsExactly(new KeyPart(0, "first-token"));
  }

  @ParameterizedTest
  @CsvSource({"500, 500", "none, 2147483647", "2, 2"})
  void theCapOfARule_isSaidByIt_orIsTheUsualOne(String said, int cap) throws Exception {
    LinkSpec spec =
        SpecReader.parse(people().replace("key: [zip]", "key: [zip], cap: " + said), "people.yaml");

    assertThat(spec.blocking().get(0).cap()).isEqualTo(cap);
    assertThat(spec.blocking().get(1).cap()).isEqualTo(BlockingRule.USUAL_CAP);
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
    String yaml = people().replace("key: [zip]", "key: [zip], cap: " + said);

    assertThatThrownBy(() -> SpecReader.parse(yaml, "people.yaml"))
        .hasMessageContaining(
            "cap: expected a whole number from 2 to 999999999, or none, found " + found + ".");
  }

  @Test
  void aSpecWithAModel_saysTheSameButForTheModel() throws Exception {
    LinkSpec people = SpecReader.parse(withoutWeights(), "people.yaml");
    LinkModel model =
        new LinkModel(
            -10,
            List.of(ComparisonWeights.fixed(6, 3, -5), ComparisonWeights.fixed(8, -6)),
            List.of());

    assertThat(people.with(model)).isEqualTo(SpecReader.parse(people(), "people.yaml"));
  }

  @Test
  void comparisonsAreMade_cheapOnesFirst() {
    LinkSpec restaurants = SpecReader.builtIn("restaurants").orElseThrow().parse();

    assertThat(restaurants.inOrderOfCost())
        .as("zip, location, phone, address, name")
        .containsExactly(2, 4, 3, 1, 0);
  }

  @Test
  void everyBuiltInSpec_isThereUnderItsOwnName() {
    assertThat(SpecReader.builtInNames()).isNotEmpty();
    for (String name : SpecReader.builtInNames()) {
      assertThat(SpecReader.builtIn(name).orElseThrow().parse().name()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "people", "broken/levels", "../spec/restaurants", "Restaurants"})
  void aNameThatIsNoBuiltIn_isNotThere(String name) {
    assertThat(SpecReader.builtIn(name)).isEmpty();
  }

  @Test
  void wordsThatAreLeftOut_haveTheirDefaults() throws Exception {
    LinkSpec people = SpecReader.parse(people(), "people.yaml");

    assertThat(people.format().separator()).isEqualTo(FileFormat.DETECT);
    assertThat(people.format().quoting()).isEqualTo(Quoting.DETECT);
    assertThat(people.event()).isEmpty();
    assertThat(people.referenceIdColumn()).isEqualTo("id");
    assertThat(people.atMostOne()).isTrue();
    assertThat(people.matchProbability()).isEqualTo(0.7);
    assertThat(people.reviewProbability()).isEqualTo(0.3);
    assertThat(people.foundProbability()).isEqualTo(0.8);
  }

  @ParameterizedTest
  @CsvSource({
    "match: 0.99, 0.99, 0.3, 0.8",
    "review: 0.7, 0.7, 0.7, 0.8",
    "found: 0.5, 0.7, 0.3, 0.5",
    "found: 1, 0.7, 0.3, 1"
  })
  void oneDecision_leavesTheOthersAtTheirDefaults(
      String decision, double match, double review, double found) throws Exception {
    LinkSpec spec = SpecReader.parse(people() + "decisions: {" + decision + "}\n", "people.yaml");

    assertThat(List.of(spec.matchProbability(), spec.reviewProbability(), spec.foundProbability()))
        .containsExactly(match, review, found);
  }

  static Stream<Arguments> separators() {
    return Stream.of(
        arguments("detect", FileFormat.DETECT),
        arguments("comma", ','),
        arguments("tab", '\t'),
        arguments("semicolon", ';'),
        arguments("pipe", '|'),
        arguments("','", ','),
        arguments("\"\\t\"", '\t'),
        arguments("'|'", '|'),
        arguments(";", ';'),
        arguments("=", '='),
        arguments("^", '^'),
        arguments("'~'", '~'),
        arguments("' '", ' '));
  }

  @ParameterizedTest
  @MethodSource("separators")
  void separators_areWordsOrCharacters(String yaml, char expected) throws Exception {
    LinkSpec spec = SpecReader.parse(people() + "separator: " + yaml + "\n", "people.yaml");

    assertThat(spec.format().separator()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"detect,DETECT", "double-quotes,DOUBLE_QUOTES", "none,NONE"})
  void quotings_areWords(String word, Quoting expected) throws Exception {
    LinkSpec spec = SpecReader.parse(people() + "quoting: " + word + "\n", "people.yaml");

    assertThat(spec.format().quoting()).isEqualTo(expected);
  }

  @Test
  void aSpecWrittenOnWindows_saysTheSame() throws Exception {
    String windows = "\uFEFF" + people().replace("\n", "\r\n");

    assertThat(SpecReader.parse(windows, "people.yaml"))
        .isEqualTo(SpecReader.parse(people(), "people.yaml"));
  }

  @Test
  void theOrderOfTheWords_saysNothing() throws Exception {
    String people = people();
    String lastFirst = "prior-weight: -10\n" + people.replace("prior-weight: -10\n", "");

    assertThat(SpecReader.parse(lastFirst, "people.yaml"))
        .isEqualTo(SpecReader.parse(people, "people.yaml"));
  }

  @Test
  void levelsThatTwoComparisonsShare_areWrittenOnce() throws Exception {
    String shared =
        people()
            .replace(
                "levels:\n      - {label: same, at-least: 1, weight: 6}",
                "levels: &shared\n      - {label: same, at-least: 1, weight: 6}")
            .replace(
                "levels:\n      - {label: same, at-least: 1, weight: 8}\n      - {label: different, weight: -6}",
                "levels: *shared");

    List<ComparisonSpec> comparisons = SpecReader.parse(shared, "people.yaml").comparisons();

    assertThat(comparisons.get(1).levels()).isEqualTo(comparisons.get(0).levels()).hasSize(3);
  }

  @Test
  void columnsThatYamlTakesForOtherThings_areTexts() throws Exception {
    String yaml = people().replace("columns: [id,", "columns: [2018, yes, 2018-01-31, 1.50, id,");

    assertThat(SpecReader.parse(yaml, "people.yaml").format().columns())
        .startsWith("2018", "yes", "2018-01-31", "1.50", "id");
  }

  static Stream<String> brokenSpecs() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(resource("broken"))) {
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
    String yaml = Files.readString(resource("broken/" + name));
    LinkgridException refusal =
        catchThrowableOfType(LinkgridException.class, () -> SpecReader.parse(yaml, name));

    String expected = Files.readString(resource("broken/" + name.replace(".yaml", ".expected")));
    assertThat(refusal).isNotNull();
    assertThat(refusal.kind()).isEqualTo(Kind.USAGE);
    assertThat(refusal.getMessage() + "\n").isEqualTo(expected);
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
            people()
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
        List.of(people(), SpecReader.builtIn("restaurants").orElseThrow().yaml());
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

  private static String people() throws IOException, URISyntaxException {
    return Files.readString(resource("people.yaml"));
  }

  private static String withoutWeights() throws IOException, URISyntaxException {
    return people().replaceAll(", weight: [-0-9.]+", "").replaceFirst("prior-weight: .*\n", "");
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(SpecReaderTest.class.getResource(name).toURI());
  }
}
