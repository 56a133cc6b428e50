package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.spec.SpecReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecCommandTest {
  private static final String BUILT_IN = "restaurants, fodors-zagats, dblp-acm, febrl";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;

  @Test
  void init_printsASpec() throws IOException {
    assertThat(run("spec", "init", people().toString(), "--name", "folk")).isZero();

    assertThat(SpecReader.parse(out(), "folk").name()).isEqualTo("folk");
    assertThat(err()).isEmpty();
  }

  @Test
  void init_writesASpecThatCheckAccepts() throws IOException {
    String spec = directory.resolve("folk.yaml").toString();

    assertThat(run("spec", "init", people().toString(), "--out", spec)).isZero();
    assertThat(out()).isEmpty();
    assertThat(err())
        .isEqualTo("Written: " + spec + ". Read it, then: linkgrid spec check " + spec + "\n");

    assertThat(run("spec", "check", spec)).isZero();
    assertThat(out()).startsWith("Spec       people, valid\n");
  }

  @Test
  void init_overwritesNothing() throws IOException {
    Path spec = Files.writeString(directory.resolve("folk.yaml"), "mine");

    assertThat(run("spec", "init", people().toString(), "--out", spec.toString())).isEqualTo(2);

    assertThat(err())
        .isEqualTo(
            spec
                + " is there already and is not overwritten. Move it away, or give another --out.\n");
    assertThat(spec).hasContent("mine");
  }

  @Test
  void init_needsADirectoryToWriteTo() throws IOException {
    Path spec = directory.resolve("none").resolve("folk.yaml");

    assertThat(run("spec", "init", people().toString(), "--out", spec.toString())).isEqualTo(2);

    assertThat(err())
        .isEqualTo(
            "Cannot write "
                + spec
                + ": java.nio.file.NoSuchFileException: "
                + spec
                + ". Name a file in a directory that you may write to.\n");
  }

  @Test
  void init_ofAFileThatIsNotThere_isAProblemOfTheData() {
    Path missing = directory.resolve("missing.csv");

    assertThat(run("spec", "init", missing.toString())).isEqualTo(3);

    assertThat(err()).isEqualTo(missing + " does not exist. Check the name and the directory.\n");
  }

  private Path splinkModel(String probability) throws IOException {
    return Files.writeString(
        directory.resolve("Folk model.json"),
        """
        {"link_type": "link_only", "probability_two_random_records_match": %s,
         "blocking_rules_to_generate_predictions": ["l.name = r.name"],
         "comparisons": [{"output_column_name": "name", "comparison_levels": [
           {"sql_condition": "name_l = name_r", "m_probability": 0.5, "u_probability": 0.25},
           {"sql_condition": "ELSE", "m_probability": 0.5, "u_probability": 0.75}]}]}
        """
            .formatted(probability));
  }

  @Test
  void importSplink_writesASpecThatCheckAccepts() throws IOException {
    String spec = directory.resolve("folk.yaml").toString();

    assertThat(run("spec", "import-splink", splinkModel("0.5").toString(), "--out", spec)).isZero();
    assertThat(out()).isEmpty();
    assertThat(err())
        .isEqualTo(
            "The model is for link_only: linkgrid link --reference FILE --records FILE --spec …\n"
                + "Written: "
                + spec
                + ". Read it, then: linkgrid spec check "
                + spec
                + "\n");

    assertThat(run("spec", "check", spec)).isZero();
    assertThat(out()).startsWith("Spec       folk-model, valid\n");
  }

  @Test
  void importSplink_ofAModelThatASpecCannotSay_writesNothing() throws IOException {
    Path spec = directory.resolve("folk.yaml");
    Path model = splinkModel("2");

    assertThat(run("spec", "import-splink", model.toString(), "--out", spec.toString()))
        .isEqualTo(3);

    assertThat(err())
        .isEqualTo(
            model
                + " probability_two_random_records_match: expected a number between 0 and 1, found"
                + " 2.0. Estimate it in Splink and save the model again.\nNothing was written.\n");
    assertThat(spec).doesNotExist();
  }

  @Test
  void importSplink_ofAFileThatIsNotThere_isAProblemOfTheData() {
    Path missing = directory.resolve("missing.json");

    assertThat(run("spec", "import-splink", missing.toString())).isEqualTo(3);

    assertThat(err()).isEqualTo(missing + " does not exist. Check the name and the directory.\n");
  }

  @Test
  void init_takesTwoFilesAtMost() {
    assertThat(run("spec", "init", "a", "b", "c")).isEqualTo(2);

    assertThat(err())
        .isEqualTo("Unmatched argument at index 4: 'c'\nTry 'linkgrid spec init --help'.\n");
  }

  @Test
  void check_tellsAllProblems() throws IOException {
    Path spec =
        Files.writeString(
            directory.resolve("bad.yaml"),
            """
            name: bad
            record-id: id
            attributes:
              zip: {column: zip, type: uszip}
            blocking:
              - {name: zip, key: [zap]}
            """);

    assertThat(run("spec", "check", spec.toString())).isEqualTo(2);

    assertThat(err())
        .isEqualTo(
            spec
                + " line 4: unknown type 'uszip'. Did you mean 'us-zip'?\n"
                + spec
                + " line 6: unknown attribute 'zap'. Did you mean 'zip'?\n");
    assertThat(out()).isEmpty();
  }

  @Test
  void check_ofWhatIsNeitherFileNorName_saysWhatThereIs() {
    assertThat(run("spec", "check", "nix")).isEqualTo(2);

    assertThat(err())
        .isEqualTo(
            "'nix' is neither a file nor a built-in spec. Built in are: " + BUILT_IN + ".\n");
  }

  @Test
  void check_ofWhatIsNoText_saysSo() throws IOException {
    Path spec = Files.write(directory.resolve("bad.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThat(run("spec", "check", spec.toString())).isEqualTo(2);

    assertThat(err())
        .isEqualTo(
            "Cannot read the spec "
                + spec
                + ": Input length = 1. It must be UTF-8 text that you may read.\n");
  }

  @Test
  void list_saysWhatEachIsFor() {
    assertThat(run("spec", "list")).isZero();

    assertThat(out().lines()).hasSize(SpecReader.builtInNames().size());
    assertThat(out())
        .startsWith(
            "restaurants    Restaurant inspections of San Francisco: which inspections are of the"
                + " same restaurant?\n")
        .contains("\nfebrl          Persons with their addresses, ");
  }

  @Test
  void show_printsTheText() {
    assertThat(run("spec", "show", "febrl")).isZero();

    assertThat(out()).isEqualTo(SpecReader.builtIn("febrl").orElseThrow().yaml());
  }

  @Test
  void show_ofAnUnknownName_saysWhatThereIs() {
    assertThat(run("spec", "show", "nix")).isEqualTo(2);

    assertThat(err()).isEqualTo("'nix' is no built-in spec. Built in are: " + BUILT_IN + ".\n");
  }

  @Test
  void schema_isJson() {
    assertThat(run("spec", "schema")).isZero();

    assertThat(out()).startsWith("{\n").contains("\"us-zip\"").endsWith("}\n");
  }

  @Test
  void withoutAFurtherWord_theHelpGoesToStandardError() {
    assertThat(run("spec")).isEqualTo(2);

    assertThat(err()).startsWith("Usage: linkgrid spec").contains("init", "check", "schema");
    assertThat(out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"init", "check", "list", "show", "schema"})
  void everyCommand_hasHelpWithAnExample(String command) {
    assertThat(run("spec", command, "--help")).isZero();

    assertThat(out()).contains("Example:\n  linkgrid spec " + command, "Exit codes:");
  }

  private Path people() throws IOException {
    StringBuilder rows = new StringBuilder("id,email,born\n");
    for (int i = 0; i < 30; i++) {
      rows.append(i).append(",p").append(i / 2).append("@example.org,1970-01-").append(10 + i % 15);
      rows.append('\n');
    }
    return Files.writeString(directory.resolve("people.csv"), rows);
  }

  private int run(String... arguments) {
    return Main.run(
        arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Map.of());
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }
}
