package io.linkgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.linkgrid.model.LinkgridException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GenerateAndEvaluateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Exception> problems = new ArrayList<>();

  @TempDir private Path directory;

  @Test
  void generate_printsWhatItWrote() {
    assertThat(generate("--trips", "10")).isZero();

    assertThat(out.toString().lines())
        .hasSize(5)
        .first()
        .asString()
        .matches(".*a\\.csv  1,6\\d\\d rows  \\d+,\\d+ bytes  sha256 [0-9a-f]{64}");
  }

  @Test
  void linkerThatOnlyKnowsEqualTexts_findsTooLittle() throws IOException {
    generate("--damage", "0.1");
    linkEqualTexts();
    out.getBuffer().setLength(0);

    assertThat(evaluate("--format", "json", "--errors", "2")).isZero();

    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.get("rows").asInt()).isEqualTo(2_000);
    assertThat(report.get("rows_without_entity").asInt()).isZero();
    assertThat(report.get("true_entities").asInt()).isEqualTo(250);
    assertThat(report.at("/row_pairs/precision").asDouble()).isGreaterThan(0.95);
    assertThat(report.at("/row_pairs/recall").asDouble()).isBetween(0.4, 0.8);
    assertThat(report.at("/row_pairs/f1").asDouble()).isBetween(0.5, 0.9);
    assertThat(report.at("/mention_pairs/recall").asDouble()).isZero();
    assertThat(report.get("misses")).hasSize(2);
    assertThat(report.at("/misses/0/left/texts")).hasSize(3);
    assertThat(report.at("/misses/0/left/truth").asText())
        .isEqualTo(report.at("/misses/0/right/truth").asText());
    assertThat(report.at("/misses/0/left/entity").asText())
        .isNotEqualTo(report.at("/misses/0/right/entity").asText());
  }

  @Test
  void table_isForPeople() throws IOException {
    Files.writeString(
        directory.resolve("truth.csv"), "file,row,business_id\nA,1,x\nA,2,x\nA,3,y\n");
    Files.writeString(
        directory.resolve("links.csv"),
        "file,row,record_id,entity_id\nA,1,i1,e1\nA,2,i2,\nA,3,i3,e1\n");
    Files.writeString(
        directory.resolve("a.csv"), "Acme,1 Kelp St,,,98701\nAcne,1 Kelp St,,,98701\nOx,,,,\n");

    assertThat(
            run(
                new EvaluateCommand(),
                "--truth",
                directory.resolve("truth.csv").toString(),
                "--links",
                directory.resolve("links.csv").toString(),
                "--a",
                directory.resolve("a.csv").toString(),
                "--errors",
                "10"))
        .isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "3 rows, 1 of them without an entity; 2 true entities, 1 found",
            "",
            "                             precision    recall        F1     right pairs     false"
                + " pairs    missed pairs",
            "all pairs of rows               0.0000    0.0000    0.0000               0          "
                + "     1               1",
            "pairs whose texts differ        0.0000    0.0000    0.0000               0          "
                + "     1               1",
            "",
            "0 of the false row pairs have the same name, address and zip.",
            "",
            "Worst false merges:",
            "  1 pairs of rows",
            "    A 1  Acme | 1 Kelp St | 98701  (truth x, entity e1)",
            "    A 3  Ox |  |   (truth y, entity e1)",
            "",
            "Worst misses:",
            "  1 pairs of rows",
            "    A 2  Acne | 1 Kelp St | 98701  (truth x, entity none)",
            "    A 1  Acme | 1 Kelp St | 98701  (truth x, entity e1)");
  }

  @Test
  void wordsThatMeanNothing_areNamed() {
    generate("--layout", "reviews");
    evaluate("--format", "csv");
    run(new EvaluateCommand(), "--truth", "t.csv", "--links", "l.csv", "--errors", "3");
    run(new EvaluateCommand(), "--truth", "t.csv", "--links", "l.csv", "--errors", "-3");

    assertThat(problems)
        .hasOnlyElementsOfType(LinkgridException.class)
        .extracting(Exception::getMessage)
        .containsExactly(
            "--layout is inspections or reference, but found 'reviews'.",
            "--format is table or json, but found 'csv'.",
            "--errors shows texts. Give the raw files with --a and --b.",
            "--errors is a number from 0, but found -3.");
  }

  private int generate(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--entities",
                "250",
                "--records",
                "2000",
                "--seed",
                "3",
                "--out",
                directory.toString()));
    args.addAll(List.of(more));
    return run(new GenerateCommand(), args.toArray(String[]::new));
  }

  private int evaluate(String... more) {
    List<String> args = new ArrayList<>();
    for (String file : List.of("truth", "links", "a", "b")) {
      args.add("--" + file);
      args.add(directory.resolve(file + ".csv").toString());
    }
    args.addAll(List.of(more));
    return run(new EvaluateCommand(), args.toArray(String[]::new));
  }

  private int run(Object command, String... args) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(
            (problem, line, parsed) -> {
              problems.add(problem);
              return 1;
            })
        .execute(args);
  }

  private void linkEqualTexts() throws IOException {
    Map<String, Integer> entities = new HashMap<>();
    StringBuilder links = new StringBuilder("file,row,record_id,entity_id\n");
    for (String file : List.of("A", "B")) {
      try (CsvReader<CsvRecord> reader =
          CsvReader.builder()
              .ofCsvRecord(directory.resolve(file.equals("A") ? "a.csv" : "b.csv"))) {
        int row = file.equals("A") ? 0 : 1;
        for (CsvRecord record : reader) {
          if (row > 0) {
            String texts = record.getField(0) + "|" + record.getField(1) + "|" + record.getField(4);
            entities.putIfAbsent(texts, entities.size());
            links.append(file).append(',').append(row).append(",,e").append(entities.get(texts));
            links.append('\n');
          }
          row++;
        }
      }
    }
    Files.writeString(directory.resolve("links.csv"), links);
  }
}
