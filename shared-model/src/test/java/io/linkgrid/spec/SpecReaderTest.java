package io.linkgrid.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.linkgrid.spec.ComparisonSpec.Level;
import io.linkgrid.spec.FileFormat.Header;
import io.linkgrid.spec.FileFormat.Quoting;
import io.linkgrid.spec.LinkSpec.Event;
import java.util.List;
import java.util.Optional;
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
    LinkSpec people = SpecReader.parse(PeopleSpec.yaml(), "people.yaml");

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
    LinkSpec people = SpecReader.parse(PeopleSpec.withoutWeights(), "people.yaml");

    assertThat(people.model()).isEmpty();
    assertThat(people.comparisons())
        .isEqualTo(SpecReader.parse(PeopleSpec.yaml(), "people.yaml").comparisons());
  }

  @Test
  void comparisonsThatAreLeftOut_areThoseOfTheTypes() throws Exception {
    String people = PeopleSpec.yaml();
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
            PeopleSpec.yaml()
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
    String people = PeopleSpec.yaml();
    String yaml =
        people.substring(0, people.indexOf("comparisons:"))
            + "comparisons:\n  name: {comparator: trigrams}\n";

    assertThat(SpecReader.parse(yaml, "people.yaml").comparisons())
        .containsExactly(byDefault(0, ComparatorName.TRIGRAMS));
  }

  @Test
  void columnsThatAreLeftOut_areThoseThatAreNamed_andEachFileNeedsAHeader() throws Exception {
    String yaml =
        PeopleSpec.yaml().replaceFirst("columns: .*\n", "") + "event: {id: visit, date: visited}\n";

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
    assertThat(SpecReader.parse(PeopleSpec.yaml(), "people.yaml").format().header())
        .isEqualTo(Header.OPTIONAL);
  }

  @Test
  void aReferenceHasItsOwnIdColumn_orTheOneOfTheRecords() throws Exception {
    String own = PeopleSpec.yaml() + "reference-id: person_id\n";

    assertThat(SpecReader.parse(PeopleSpec.yaml(), "people.yaml").referenceIdColumn())
        .isEqualTo("id");
    assertThat(SpecReader.parse(own, "people.yaml").referenceIdColumn()).isEqualTo("person_id");
    assertThat(SpecReader.parse(own, "people.yaml").recordIdColumn()).isEqualTo("id");
  }

  @ParameterizedTest
  @CsvSource({"yes, true", "true, true", "no, false", "false, false"})
  void atMostOne_isYesOrNo(String word, boolean expected) throws Exception {
    LinkSpec spec =
        SpecReader.parse(PeopleSpec.yaml() + "at-most-one: " + word + "\n", "people.yaml");

    assertThat(spec.atMostOne()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"yes, true", "true, true", "no, false", "false, false"})
  void oneToOne_isYesOrNo(String word, boolean expected) throws Exception {
    LinkSpec spec =
        SpecReader.parse(PeopleSpec.yaml() + "one-to-one: " + word + "\n", "people.yaml");

    assertThat(spec.oneToOne()).isEqualTo(expected);
  }

  @Test
  void withoutAPartition_theFirstRuleIsLikeAnyOther() throws Exception {
    LinkSpec spec =
        SpecReader.parse(
            PeopleSpec.yaml()
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
        SpecReader.parse(
            PeopleSpec.yaml().replace("key: [zip]", "key: [zip], cap: " + said), "people.yaml");

    assertThat(spec.blocking().get(0).cap()).isEqualTo(cap);
    assertThat(spec.blocking().get(1).cap()).isEqualTo(BlockingRule.USUAL_CAP);
  }

  @Test
  void aSpecWithAModel_saysTheSameButForTheModel() throws Exception {
    LinkSpec people = SpecReader.parse(PeopleSpec.withoutWeights(), "people.yaml");
    LinkModel model =
        new LinkModel(
            -10,
            List.of(ComparisonWeights.fixed(6, 3, -5), ComparisonWeights.fixed(8, -6)),
            List.of());

    assertThat(people.with(model)).isEqualTo(SpecReader.parse(PeopleSpec.yaml(), "people.yaml"));
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
    LinkSpec people = SpecReader.parse(PeopleSpec.yaml(), "people.yaml");

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
    LinkSpec spec =
        SpecReader.parse(PeopleSpec.yaml() + "decisions: {" + decision + "}\n", "people.yaml");

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
    LinkSpec spec =
        SpecReader.parse(PeopleSpec.yaml() + "separator: " + yaml + "\n", "people.yaml");

    assertThat(spec.format().separator()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"detect,DETECT", "double-quotes,DOUBLE_QUOTES", "none,NONE"})
  void quotings_areWords(String word, Quoting expected) throws Exception {
    LinkSpec spec = SpecReader.parse(PeopleSpec.yaml() + "quoting: " + word + "\n", "people.yaml");

    assertThat(spec.format().quoting()).isEqualTo(expected);
  }

  @Test
  void aSpecWrittenOnWindows_saysTheSame() throws Exception {
    String windows = "\uFEFF" + PeopleSpec.yaml().replace("\n", "\r\n");

    assertThat(SpecReader.parse(windows, "people.yaml"))
        .isEqualTo(SpecReader.parse(PeopleSpec.yaml(), "people.yaml"));
  }

  @Test
  void theOrderOfTheWords_saysNothing() throws Exception {
    String people = PeopleSpec.yaml();
    String lastFirst = "prior-weight: -10\n" + people.replace("prior-weight: -10\n", "");

    assertThat(SpecReader.parse(lastFirst, "people.yaml"))
        .isEqualTo(SpecReader.parse(people, "people.yaml"));
  }

  @Test
  void levelsThatTwoComparisonsShare_areWrittenOnce() throws Exception {
    String shared =
        PeopleSpec.yaml()
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
    String yaml =
        PeopleSpec.yaml().replace("columns: [id,", "columns: [2018, yes, 2018-01-31, 1.50, id,");

    assertThat(SpecReader.parse(yaml, "people.yaml").format().columns())
        .startsWith("2018", "yes", "2018-01-31", "1.50", "id");
  }
}
