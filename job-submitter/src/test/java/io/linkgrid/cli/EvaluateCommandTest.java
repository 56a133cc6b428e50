package io.linkgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.chart.Xml;
import io.linkgrid.model.LinkgridException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {
  private static final String SPEC =
      """
      name: diners
      record-id: id
      attributes:
        name: {column: name, type: text}
        zip: {column: zip, type: us-zip}
      partition-by: zip
      blocking:
        - {name: zip, key: [zip]}
      """;

  private final StringWriter out = new StringWriter();
  private final List<Exception> problems = new ArrayList<>();

  @TempDir private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    file("r.csv", "id,name,zip\nf1,Acme,94103\nf2,Lantern,94103\n");
    file("b.csv", "id,name,zip\nz1,Acme,94103\nz2,Lantern,94110\nz3,<Ox> & Co,94103\n");
    file("gold.csv", "a,b\nf1,z1\nf2,z2\nf9,z1\n");
    file(
        "links.csv",
        """
        file,row,record_id,entity_id,match_probability,decision,weight,runner_up,runner_up_probability,candidate
        reference,1,f1,E1,1.000000,NEW,0.000000,,,
        reference,2,f2,E2,1.000000,NEW,0.000000,,,
        records,1,z1,E1,0.990000,MATCH,6.600000,,,
        records,2,z2,,0.500000,REVIEW,0.000000,,,E2
        records,3,z3,E3,1.000000,NEW,0.000000,,,
        """);
    file("spec.yaml", SPEC);
    file(
        "weighted.yaml",
        SPEC
            + """
            prior-weight: -5
            comparisons:
              name:
                comparator: exact
                levels: [{label: same, at-least: 1, weight: 8}, {label: other, weight: -4}]
            """);
  }

  @Test
  void table_saysAllThatIsKnown() {
    assertThat(gold("--spec", path("weighted.yaml"), "--missed", "3")).isZero();

    assertThat(out.toString())
        .isEqualTo(
            """
                                         precision    recall        F1     right pairs     false pairs    missed pairs
            records to reference            1.0000    0.5000    0.6667               1               0               1

            1 true pairs name an id that the links do not have; they do not count.

            Decisions about records, against the truth
             decision | rows | right | wrong entity | should be new | missed
            ----------+------+-------+--------------+---------------+--------
             MATCH    |    1 |     1 |            0 |             0 |      0
             REVIEW   |    1 |     1 |            0 |             0 |      0
             NEW      |    1 |     1 |            0 |             0 |      0

            If only links of at least this probability counted
             threshold | precision | recall |     F1 | right | false | missed
            -----------+-----------+--------+--------+-------+-------+--------
                   0.3 |    1.0000 | 1.0000 | 1.0000 |     2 |     0 |      0
                   0.4 |    1.0000 | 1.0000 | 1.0000 |     2 |     0 |      0
                   0.5 |    1.0000 | 1.0000 | 1.0000 |     2 |     0 |      0
                   0.6 |    1.0000 | 0.5000 | 0.6667 |     1 |     0 |      1
                   0.7 |    1.0000 | 0.5000 | 0.6667 |     1 |     0 |      1
                   0.8 |    1.0000 | 0.5000 | 0.6667 |     1 |     0 |      1
                   0.9 |    1.0000 | 0.5000 | 0.6667 |     1 |     0 |      1
                  0.95 |    1.0000 | 0.5000 | 0.6667 |     1 |     0 |      1
                  0.99 |    1.0000 | 0.5000 | 0.6667 |     1 |     0 |      1
                 0.999 |    1.0000 | 0.0000 | 0.0000 |     0 |     0 |      2
            A record in review counts with its best candidate, from that probability on.

            Are the probabilities right? Links by their probability
             probability | links | right |  share | 95 % of |     to | expected
            -------------+-------+-------+--------+---------+--------+----------
             0.5 to 0.6  |     1 |     1 | 1.0000 |  0.2065 | 1.0000 |   0.5000
             from 0.99   |     1 |     1 | 1.0000 |  0.2065 | 1.0000 |   0.9900

            Blocking, over pairs of different mentions
                                                      |    share | pairs | of
            ------------------------------------------+----------+-------+----
             recall: true pairs that share a key      |   0.5000 |     1 |  2
             reduction: pairs that are never compared | 0.333333 |     2 |  6
            The recall lies between 0.0945 and 0.9055 with 95 % confidence.

            True pairs that share no key, the heaviest first:
              match weight 3.00
                reference 2  f2  LANTERN | 94103
                records 2  z2  LANTERN | 94110
            """);
  }

  @Test
  void json_isComplete() throws IOException {
    assertThat(gold("--spec", path("weighted.yaml"), "--missed", "3", "--format", "json")).isZero();

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/link_pairs/f1").asDouble()).isEqualTo(2.0 / 3);
    assertThat(json.get("unknown_pairs").asLong()).isEqualTo(1);
    assertThat(json.at("/decisions/of").asText()).isEqualTo("records");
    assertThat(json.at("/decisions/reviews_have_candidates").asBoolean()).isTrue();
    assertThat(json.at("/decisions/confusion/1/decision").asText()).isEqualTo("REVIEW");
    assertThat(json.at("/decisions/confusion/1/right").asLong()).isEqualTo(1);
    assertThat(json.at("/decisions/by_threshold")).hasSize(10);
    assertThat(json.at("/decisions/by_threshold/3/threshold").asDouble()).isEqualTo(0.6);
    assertThat(json.at("/decisions/by_threshold/3/recall").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/decisions/reliability/0/high").asDouble()).isEqualTo(1);
    assertThat(json.at("/decisions/weights/0/from").asLong()).isZero();
    assertThat(json.at("/blocking/recall").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/blocking/all_pairs").asLong()).isEqualTo(6);
    assertThat(json.at("/blocking/dropped/0/right/record_id").asText()).isEqualTo("z2");
  }

  @Test
  void report_isAPageWithItsFigures() throws IOException {
    assertThat(
            gold("--spec", path("weighted.yaml"), "--missed", "3", "--report", path("report.html")))
        .isZero();

    String text = Files.readString(directory.resolve("report.html"));
    Xml page = Xml.of(text);
    assertThat(page.elements("script")).isEmpty();
    assertThat(page.texts("h2"))
        .containsExactly(
            "Pairs",
            "By threshold",
            "Are the probabilities right?",
            "Decisions against the truth",
            "Links by match weight",
            "Blocking",
            "True pairs that share no key");
    assertThat(page.alternativeTexts()).hasSize(4).doesNotContain("").doesNotHaveDuplicates();
    // a dot for each threshold and measure, and for each band of probabilities
    assertThat(page.elements("circle")).hasSize(3 * 10 + 2);
    assertThat(page.texts("title"))
        .contains(
            "recall at 0.6: 0.5000", "from 0.99: 1 of 1 right", "MATCH, right: 1", "6, right: 1");
    assertThat(page.texts("td")).contains("LANTERN | 94110");
    assertThat(page.elements("line"))
        .filteredOn(line -> line.getAttribute("class").equals("range-match"))
        .hasSize(2);
  }

  @Test
  void wrongUses_areNamed() {
    String links = path("links.csv");
    String gold = path("gold.csv");
    run("--links", links);
    run("--links", links, "--gold", gold, "--truth", gold);
    run("--links", links, "--gold", gold);
    run("--links", links, "--gold", gold, "--gold-columns", "a");
    run("--links", links, "--gold", gold, "--gold-columns", "a,b,c");
    run("--links", links, "--truth", gold, "--gold-columns", "a,b");
    gold("--errors", "3");
    gold("--missed", "-1");
    run("--links", links, "--gold", gold, "--gold-columns", "a,b", "--missed", "3");
    gold("--model", path("model.json"));
    run("--links", links, "--gold", gold, "--gold-columns", "a,b", "--spec", path("spec.yaml"));
    gold("--spec", path("spec.yaml"));
    gold("--format", "csv");

    assertThat(problems)
        .hasOnlyElementsOfType(LinkgridException.class)
        .extracting(Exception::getMessage)
        .containsExactly(
            "Give either --truth FILE or --gold FILE with --gold-columns, or --reviewed.",
            "Give either --truth FILE or --gold FILE with --gold-columns, or --reviewed.",
            "--gold wants --gold-columns REFERENCE,RECORDS: two columns of "
                + gold
                + " with the ids of the reference and of the records.",
            "--gold wants --gold-columns REFERENCE,RECORDS: two columns of "
                + gold
                + " with the ids of the reference and of the records.",
            "--gold wants --gold-columns REFERENCE,RECORDS: two columns of "
                + gold
                + " with the ids of the reference and of the records.",
            "--gold-columns names columns of --gold, which is not there. Give --gold FILE, or leave"
                + " --gold-columns away.",
            "--errors shows rows of a --truth. With --gold there is --missed, and 'linkgrid"
                + " explain'.",
            "--missed is a number from 0, but found -1.",
            "--missed shows true pairs that blocking drops. Give the spec of the run with --spec,"
                + " and the raw files with --a and --b.",
            "--model is the model of a spec. Give the spec of the run with --spec.",
            "--spec measures blocking on the raw files. Give them with --a and --b, or --reference"
                + " and --records.",
            "There is no model.json beside "
                + links
                + ", and the spec 'diners' sets no weights. Give the model.json of the run with"
                + " --model.",
            "--format is table or json, but found 'csv'.");
  }

  @Test
  void modelOfAnotherSpec_isRefused() throws IOException {
    file("model.json", "{\"comparisons\": []}");
    gold("--spec", path("spec.yaml"));
    gold("--spec", path("spec.yaml"), "--model", path("nothing.json"));

    assertThat(problems)
        .extracting(Exception::getMessage)
        .containsExactly(
            path("model.json")
                + " is not a model of the spec 'diners'. Give the spec of the run with --spec, or"
                + " its model.json with --model.",
            "Cannot read the model "
                + path("nothing.json")
                + ": java.nio.file.NoSuchFileException: "
                + path("nothing.json")
                + ". Check the path.");
  }

  private int gold(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--links",
                path("links.csv"),
                "--gold",
                path("gold.csv"),
                "--gold-columns",
                "a,b",
                "--reference",
                path("r.csv"),
                "--records",
                path("b.csv")));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private int run(String... args) {
    return new CommandLine(new EvaluateCommand())
        .setOut(new PrintWriter(out))
        .setExecutionExceptionHandler(
            (problem, line, parsed) -> {
              problems.add(problem);
              return 1;
            })
        .execute(args);
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private void file(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }
}
