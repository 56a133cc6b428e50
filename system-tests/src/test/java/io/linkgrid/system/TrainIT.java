package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linkgrid.system.LinkgridCommand.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code linkgrid train} as a user types it, one day after the other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrainIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path shared;
  private static LinkgridCommand linkgrid;
  private static List<Object> files;

  @BeforeAll
  static void inventData() throws Exception {
    linkgrid = new LinkgridCommand(shared);
    linkgrid
        .run(
            List.of("generate", "--layout", "reference", "--entities", 300, "--records", 900),
            List.of("--damage", 0.3, "--seed", 6, "--out", "data"))
        .succeeded();
    files = List.of("--reference", "data/clean.csv", "--records", "data/b.csv");
  }

  @Test
  @Order(1)
  void train_learnsAModel_andLinksNothing() throws Exception {
    Finished trained =
        linkgrid
            .run("train", files, "--data-dir", "db", "--out", "first.json", "--nodes", 1)
            .succeeded();

    assertThat(trained.out())
        .contains("0 of them labelled", "expected share of matches", "prior weight", "name")
        .contains("Model: " + shared.resolve("first.json").toRealPath());
    JsonNode model = JSON.readTree(shared.resolve("first.json").toFile());
    assertThat(model.path("comparisons").path(0).path("levels").path(0).path("m").asDouble())
        .isBetween(0.2, 1.0);
  }

  @Test
  @Order(2)
  void train_again_learnsFromLabelsToo_butOnlyWhenItIsTold() throws Exception {
    Finished shown = linkgrid.run("train", "--data-dir", "db", "--out", "shown.json").succeeded();
    assertThat(shown.err())
        .contains(
            "The schema has a model already; it is shown. To learn another one, with what people"
                + " have answered since, say --again.");
    assertThat(shared.resolve("shown.json")).hasSameBinaryContentAs(shared.resolve("first.json"));

    Files.writeString(
        shared.resolve("labels.csv"),
        """
        left,right,same
        reference:1,records:1,no
        reference:2,records:1,no
        reference:3,nowhere,no
        """);
    Finished again =
        linkgrid
            .run(
                List.of("train", "--again", "--labels", "labels.csv", "--data-dir", "db"),
                List.of("--out", "again.json"))
            .succeeded();
    assertThat(again.err())
        .contains(
            "1 of 3 labels name a record that is not in the database (the first in line 4:"
                + " 'reference:3' and 'nowhere'). They are left out.");
    assertThat(again.out()).contains("2 of them labelled");
    assertThat(Files.readString(shared.resolve("again.json")))
        .isNotEqualTo(Files.readString(shared.resolve("first.json")));
  }

  @Test
  @Order(3)
  void link_byAModelFromElsewhere_usesItToTheLastDigit() throws Exception {
    linkgrid
        .run("link", files, "--data-dir", "db2", "--out", "out", "--model", "first.json")
        .succeeded();

    JsonNode used = JSON.readTree(shared.resolve("out/model.json").toFile());
    JsonNode first = JSON.readTree(shared.resolve("first.json").toFile());
    assertThat(first.at("/training/steps")).isNotEmpty();
    assertThat(used.at("/training/steps")).as("learnt elsewhere").isEmpty();
    assertThat(((ObjectNode) used).without("training").toString())
        .isEqualTo(((ObjectNode) first).without("training").toString());
    Finished other =
        linkgrid.run("link", files, "--data-dir", "db2", "--out", "o2", "--model", "again.json");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .contains(
            "The records of the schema 'restaurants' were linked by another model than that of"
                + " --model. Nothing was changed. Leave --model away, or start anew with: drop"
                + " schema \"restaurants\" cascade");
  }

  @Test
  @Order(4)
  void wrongUse_isTold() throws Exception {
    Finished nothing = linkgrid.run("train", "--data-dir", "empty", "--out", "none.json");
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err())
        .contains(
            "There is nothing to learn from: the schema 'restaurants' has no records, and none were"
                + " given. Give --reference and --records, --records alone, or --a and --b.");
    Files.writeString(shared.resolve("wrong.json"), "{\"comparisons\": []}");
    Finished wrong =
        linkgrid.run("link", files, "--data-dir", "db3", "--out", "o3", "--model", "wrong.json");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .contains("--model wrong.json does not fit the spec", "it has 0 comparisons");
    Finished columns = linkgrid.run("train", "--label-columns", "a,b");
    assertThat(columns.code()).isEqualTo(2);
    assertThat(columns.err())
        .contains(
            "--label-columns names two columns of --labels FILE, such as left,right; found no"
                + " --labels.");
  }
}
