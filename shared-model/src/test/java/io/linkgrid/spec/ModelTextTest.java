package io.linkgrid.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A model is read as it was written")
class ModelTextTest {
  private static final String END =
      ". Start the schema anew, or remove the row from its table 'model' and run again, which learns"
          + " another one.";

  private final LinkSpec spec =
      SpecReader.parse(
          """
          name: diners
          record-id: id
          attributes:
            name: {column: name, type: business-name}
            zip: {column: zip, type: us-zip}
            address: {column: address, type: us-address}
          blocking:
            - {name: zip, key: [zip]}
          """,
          "diners.yaml");

  private LinkModel model(Random random) {
    return new LinkModel(
        -random.nextDouble() * 20,
        List.of(
            weights(random, List.of(), 1, 7),
            weights(random, List.of(), 1, 3),
            weights(random, List.of(1), 4, 7)),
        List.of(
            new TermTable(100, Map.of("JOES DINER", 3, "A \"B\"", 2), Map.of("JOES", 4)),
            new TermTable(90, Map.of("94110", 40), Map.of()),
            TermTable.EMPTY));
  }

  private static ComparisonWeights weights(
      Random random, List<Integer> given, int rows, int levels) {
    double[][] weights = new double[rows][];
    for (int row = 0; row < rows; row++) {
      weights[row] = doubles(random, levels);
    }
    return new ComparisonWeights(
        given, weights, shares(random, levels), shares(random, levels), random.nextDouble());
  }

  private static double[] shares(Random random, int count) {
    return random.doubles(count).toArray();
  }

  private static double[] doubles(Random random, int count) {
    return random.doubles(count, -30, 30).toArray();
  }

  @Test
  void everyBit_survives() {
    for (int seed = 0; seed < 200; seed++) {
      LinkModel model = model(new Random(seed));

      String text = ModelText.write(model, spec);

      assertThat(ModelText.read(text, spec)).as("seed %d", seed).isEqualTo(model);
      assertThat(ModelText.write(ModelText.read(text, spec), spec)).isEqualTo(text);
    }
  }

  @Test
  void ofVeryManyWords_theMostFrequentAreKept() {
    Map<String, Integer> words = new HashMap<>();
    for (int i = 0; i < ModelText.MOST_TERMS + 10; i++) {
      words.put("W%06d".formatted(i), i < 10 ? 2 : 3);
    }
    LinkModel model =
        new LinkModel(
            0,
            model(new Random(1)).comparisons(),
            List.of(new TermTable(50, Map.of(), words), TermTable.EMPTY, TermTable.EMPTY));

    TermTable read = ModelText.read(ModelText.write(model, spec), spec).terms().get(0);

    assertThat(read.words()).hasSize(ModelText.MOST_TERMS).doesNotContainKey("W000000");
  }

  @Test
  void aSpecWithAModel_hasIt_andSaysSoEverywhereAlike() {
    LinkModel model = model(new Random(3));
    SpecText text = new SpecText("diners.yaml", "name: diners\n").with(spec, model);

    assertThat(text.where()).isEqualTo("diners.yaml");
    assertThat(ModelText.read(text.model(), spec)).isEqualTo(model);
  }

  @Test
  void whatDoesNotFit_isToldWithWhatToDo() {
    String text = ModelText.write(model(new Random(5)), spec);

    assertRefused("{", "it is no JSON: ");
    assertRefused("{}", "it has 0 comparisons, and the spec 'diners' has 3" + END);
    assertRefused(
        text.replaceFirst("\"attribute\" : \"name\"", "\"attribute\" : \"title\""),
        "its comparison 1 is of 'title' with 7 levels, and the spec's is of 'name' with 7" + END);
    assertRefused(
        text.replaceFirst("\"given\" : \\[ \"zip\" ]", "\"given\" : [ \"city\" ]"),
        "the spec 'diners' compares no 'city'" + END);
    assertRefused(
        text.replaceFirst("\"given\" : \\[ \"zip\" ]", "\"given\" : [ ]"),
        "comparison 'address' needs 1 rows of 7 weights" + END);
    assertRefused(
        text.replaceFirst("\"prior_weight\" : [-0-9.E]+", "\"prior_weight\" : \"x\""),
        "'prior_weight' should be a number, but is \"x\"" + END);
    assertRefused(
        text.replaceFirst("\"prior_weight\" : [-0-9.E]+", "\"prior_weight\" : 1e999"),
        "'prior_weight' should be a number, but is");
    assertRefused(
        text.replaceFirst("\"m\" : [-0-9.E]+", "\"m\" : 1.5"),
        "'m' should be from 0 to 1, but is 1.5" + END);
    assertRefused(
        text.replaceFirst("\"commonness\" : [-0-9.E]+", "\"commonness\" : -1"),
        "'commonness' should not be negative, but is -1.0" + END);
    assertRefused(
        text.replaceFirst("\"records\" : [0-9]+", "\"records\" : \"many\""),
        "'records' should be a whole number from 0, but is \"many\"" + END);
    assertRefused(
        text.replaceFirst("\"94110\" : 40", "\"94110\" : 4.5"),
        "the count of '94110' should be a whole number from 1, but is 4.5" + END);
    assertRefused(
        text.replaceFirst("\"given\" : \\[ \"zip\" ]", "\"given\" : [ \"address\" ]"),
        "comparison 'address' cannot depend on 'address'" + END);
  }

  private void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> ModelText.read(text, spec))
        .isInstanceOf(LinkgridException.class)
        .hasMessageStartingWith("The model does not fit the spec: " + reason)
        .hasMessageEndingWith(END);
  }
}
