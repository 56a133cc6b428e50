package io.linkgrid.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.evaluation.EvaluationReport.Example;
import io.linkgrid.evaluation.PairCounts;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.truth.GoldPairs;
import io.linkgrid.truth.LinkEvaluation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code linkgrid evaluate}: links against the truth. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Compare links with the truth: precision, recall and F1 over pairs of rows.",
      "With the raw files also over pairs of rows whose texts differ, which is the part that is"
          + " hard."
    })
public final class EvaluateCommand implements Callable<Integer> {
  private enum Format {
    TABLE,
    JSON
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private CommandSpec spec;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description =
          "The truth: columns file,row,business_id, or inspection_id,business_id by record id.")
  private Optional<Path> truth = Optional.empty();

  @Option(
      names = "--gold",
      paramLabel = "FILE",
      description =
          "Or, for 'linkgrid link', a table of the pairs that belong together, by their ids.")
  private Optional<Path> gold = Optional.empty();

  @Option(
      names = "--gold-columns",
      paramLabel = "REFERENCE,RECORDS",
      split = ",",
      description = "The columns of --gold with the ids of the reference and of the records.")
  private List<String> goldColumns = List.of();

  @Option(
      names = "--links",
      required = true,
      paramLabel = "FILE",
      description = "The links.csv of a run.")
  private Path links = Path.of("");

  @Option(
      names = {"--a", "--reference"},
      paramLabel = "FILE",
      description = "The raw file A or reference, to look at texts.")
  private Optional<Path> a = Optional.empty();

  @Option(
      names = {"--b", "--records"},
      paramLabel = "FILE",
      description = "The raw file B or records, to look at texts.")
  private Optional<Path> b = Optional.empty();

  @Option(
      names = "--errors",
      paramLabel = "N",
      defaultValue = "0",
      description = "Show the N worst false merges and misses; needs --a and --b.")
  private int errors;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json; ${DEFAULT-VALUE} if not given.")
  private String format = "table";

  /** Evaluates and prints. */
  @Override
  public Integer call() {
    Format chosen = Choices.of("--format", format, Format.values());
    if (errors < 0) {
      throw new LinkgridException(
          Kind.USAGE, "--errors is a number from 0, but found " + errors + ".");
    }
    if (errors > 0 && a.isEmpty() && b.isEmpty()) {
      throw new LinkgridException(
          Kind.USAGE, "--errors shows texts. Give the raw files with --a and --b.");
    }
    if (gold.isPresent() == truth.isPresent()) {
      throw new LinkgridException(
          Kind.USAGE, "Give either --truth FILE or --gold FILE with --gold-columns.");
    }
    if (gold.isPresent()) {
      return evaluateGold(gold.get(), chosen);
    }
    EvaluationReport report =
        LinkEvaluation.evaluate(
            new LinkEvaluation.Inputs(truth.orElseThrow(), links, a, b, errors));
    PrintWriter out = spec.commandLine().getOut();
    switch (chosen) {
      case TABLE -> printTable(report, out);
      case JSON -> out.println(json(report).toPrettyString());
    }
    out.flush();
    return 0;
  }

  private int evaluateGold(Path pairs, Format chosen) {
    if (goldColumns.size() != 2) {
      throw new LinkgridException(
          Kind.USAGE,
          "--gold wants --gold-columns REFERENCE,RECORDS: two columns of "
              + pairs
              + " with the ids of the reference and of the records.");
    }
    GoldPairs.Result result =
        GoldPairs.evaluate(pairs, goldColumns.get(0), goldColumns.get(1), links);
    PrintWriter out = spec.commandLine().getOut();
    switch (chosen) {
      case TABLE -> {
        printHeader(out);
        printCounts("records to reference", result.counts(), out);
        if (result.strange() > 0) {
          out.println();
          out.println(
              String.format(
                  Locale.ROOT,
                  "%,d rows of %s name an id that the links do not have; they do not count.",
                  result.strange(),
                  pairs.getFileName()));
        }
      }
      case JSON -> {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("link_pairs", json(result.counts()));
        json.put("unknown_pairs", result.strange());
        out.println(json.toPrettyString());
      }
    }
    out.flush();
    return 0;
  }

  private static void printTable(EvaluationReport report, PrintWriter out) {
    out.println(
        String.format(
            Locale.ROOT,
            "%,d rows, %,d of them without an entity; %,d true entities, %,d found",
            report.rows(),
            report.rowsWithoutEntity(),
            report.trueEntities(),
            report.foundEntities()));
    out.println();
    printHeader(out);
    printCounts("all pairs of rows", report.rowPairs(), out);
    report.linkPairs().ifPresent(counts -> printCounts("records to reference", counts, out));
    report
        .texts()
        .ifPresent(
            texts -> {
              printCounts("pairs whose texts differ", texts.mentionPairs(), out);
              out.println();
              out.println(
                  String.format(
                      Locale.ROOT,
                      "%,d of the false row pairs have the same name, address and zip.",
                      texts.indistinguishablePairs()));
              printExamples("Worst false merges", texts.falseMerges(), out);
              printExamples("Worst misses", texts.misses(), out);
            });
  }

  private static void printHeader(PrintWriter out) {
    out.println(
        String.format(
            Locale.ROOT,
            "%-28s %9s %9s %9s %15s %15s %15s",
            "",
            "precision",
            "recall",
            "F1",
            "right pairs",
            "false pairs",
            "missed pairs"));
  }

  private static void printCounts(String what, PairCounts counts, PrintWriter out) {
    out.println(
        String.format(
            Locale.ROOT,
            "%-28s %9.4f %9.4f %9.4f %,15d %,15d %,15d",
            what,
            counts.precision(),
            counts.recall(),
            counts.f1(),
            counts.truePositive(),
            counts.falsePositive(),
            counts.falseNegative()));
  }

  private static void printExamples(String title, List<Example> examples, PrintWriter out) {
    if (examples.isEmpty()) {
      return;
    }
    out.println();
    out.println(title + ":");
    for (Example example : examples) {
      out.println(String.format(Locale.ROOT, "  %,d pairs of rows", example.pairs()));
      printRow(example.left(), out);
      printRow(example.right(), out);
    }
  }

  private static void printRow(EvaluationReport.Row row, PrintWriter out) {
    out.println(
        "    "
            + row.file()
            + " "
            + row.row()
            + "  "
            + String.join(" | ", row.texts())
            + "  (truth "
            + row.truth()
            + ", entity "
            + (row.entity().isEmpty() ? "none" : row.entity())
            + ")");
  }

  private static ObjectNode json(EvaluationReport report) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("rows", report.rows());
    json.put("rows_without_entity", report.rowsWithoutEntity());
    json.put("true_entities", report.trueEntities());
    json.put("found_entities", report.foundEntities());
    json.set("row_pairs", json(report.rowPairs()));
    report.linkPairs().ifPresent(counts -> json.set("link_pairs", json(counts)));
    report
        .texts()
        .ifPresent(
            texts -> {
              json.set("mention_pairs", json(texts.mentionPairs()));
              json.put("indistinguishable_pairs", texts.indistinguishablePairs());
              json.set("false_merges", json(texts.falseMerges()));
              json.set("misses", json(texts.misses()));
            });
    return json;
  }

  private static ObjectNode json(PairCounts counts) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("precision", counts.precision())
        .put("recall", counts.recall())
        .put("f1", counts.f1())
        .put("true_positive", counts.truePositive())
        .put("false_positive", counts.falsePositive())
        .put("false_negative", counts.falseNegative());
  }

  private static ArrayNode json(List<Example> examples) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Example example : examples) {
      ObjectNode node = array.addObject().put("pairs", example.pairs());
      node.set("left", json(example.left()));
      node.set("right", json(example.right()));
    }
    return array;
  }

  private static ObjectNode json(EvaluationReport.Row row) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("file", row.file())
            .put("row", row.row())
            .put("truth", row.truth())
            .put("entity", row.entity());
    ArrayNode texts = json.putArray("texts");
    row.texts().forEach(texts::add);
    return json;
  }
}
