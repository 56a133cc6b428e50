package io.linkgrid.cli;

import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.EvaluationJson;
import io.linkgrid.report.EvaluationPage;
import io.linkgrid.report.EvaluationTable;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import io.linkgrid.truth.BlockingInputs;
import io.linkgrid.truth.GoldPairs;
import io.linkgrid.truth.LinkEvaluation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
      "Compare links with the truth: precision, recall and F1 over pairs of rows, also by"
          + " threshold; what each decision was worth; whether the probabilities are right.",
      "With the raw files also over pairs of rows whose texts differ, which is the part that is"
          + " hard; with the spec too, how many true pairs blocking lets through."
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
      description = "The raw file A or reference, to look at texts and keys.")
  private Optional<Path> a = Optional.empty();

  @Option(
      names = {"--b", "--records"},
      paramLabel = "FILE",
      description = "The raw file B or records, to look at texts and keys.")
  private Optional<Path> b = Optional.empty();

  @Option(
      names = "--errors",
      paramLabel = "N",
      defaultValue = "0",
      description = "Show the N worst false merges and misses; needs --truth, --a and --b.")
  private int errors;

  @Option(
      names = "--spec",
      paramLabel = "NAME|FILE",
      description = "The spec of the run, to measure blocking; needs --a and --b.")
  private Optional<String> linkSpec = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The model of the run; the model.json beside the links if not given.")
  private Optional<Path> model = Optional.empty();

  @Option(
      names = "--missed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Show the N heaviest true pairs that blocking drops; needs --spec.")
  private int missed;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write the same with charts to a page.")
  private Optional<Path> page = Optional.empty();

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
    check();
    EvaluationReport report =
        gold.isPresent()
            ? GoldPairs.evaluate(
                new GoldPairs.Inputs(
                    gold.get(), goldColumns.get(0), goldColumns.get(1), links, a, b, blocking()))
            : LinkEvaluation.evaluate(
                new LinkEvaluation.Inputs(truth.orElseThrow(), links, a, b, errors, blocking()));
    page.ifPresent(
        file ->
            EvaluationPage.write(
                report, links + " against " + gold.or(() -> truth).orElseThrow(), file));
    PrintWriter out = spec.commandLine().getOut();
    switch (chosen) {
      case TABLE -> out.print(EvaluationTable.render(report));
      case JSON -> out.println(EvaluationJson.render(report));
    }
    out.flush();
    return 0;
  }

  private void check() {
    refuse(errors < 0, "--errors is a number from 0, but found " + errors + ".");
    refuse(missed < 0, "--missed is a number from 0, but found " + missed + ".");
    refuse(
        gold.isPresent() == truth.isPresent(),
        "Give either --truth FILE or --gold FILE with --gold-columns.");
    refuse(
        gold.isEmpty() && !goldColumns.isEmpty(),
        "--gold-columns names columns of --gold, which is not there. Give --gold FILE, or leave"
            + " --gold-columns away.");
    refuse(
        gold.isPresent() && goldColumns.size() != 2,
        "--gold wants --gold-columns REFERENCE,RECORDS: two columns of "
            + gold.map(Path::toString).orElse("")
            + " with the ids of the reference and of the records.");
    refuse(
        errors > 0 && gold.isPresent(),
        "--errors shows rows of a --truth. With --gold there is --missed, and 'linkgrid explain'.");
    refuse(
        errors > 0 && a.isEmpty() && b.isEmpty(),
        "--errors shows texts. Give the raw files with --a and --b.");
    refuse(
        missed > 0 && linkSpec.isEmpty(),
        "--missed shows true pairs that blocking drops. Give the spec of the run with --spec, and"
            + " the raw files with --a and --b.");
    refuse(
        model.isPresent() && linkSpec.isEmpty(),
        "--model is the model of a spec. Give the spec of the run with --spec.");
    refuse(
        linkSpec.isPresent()
            && (gold.isPresent() ? a.isEmpty() || b.isEmpty() : a.isEmpty() && b.isEmpty()),
        "--spec measures blocking on the raw files. Give them with --a and --b, or --reference and"
            + " --records.");
  }

  private static void refuse(boolean wrong, String sentence) {
    if (wrong) {
      throw new LinkgridException(Kind.USAGE, sentence);
    }
  }

  private Optional<BlockingInputs> blocking() {
    return linkSpec.map(name -> new BlockingInputs(learnt(SpecOption.read(name)), missed));
  }

  /** The spec with the model of the run; which words are rare enough for a key stands in it. */
  private LinkSpec learnt(SpecText text) {
    LinkSpec plain = text.parse();
    Path beside = links.resolveSibling("model.json");
    if (model.isEmpty() && !Files.isRegularFile(beside)) {
      refuse(
          plain.model().isEmpty(),
          "There is no model.json beside "
              + links
              + ", and the spec '"
              + plain.name()
              + "' sets no weights. Give the model.json of the run with --model.");
      return plain;
    }
    Path file = model.orElse(beside);
    try {
      return new SpecText(text.where(), text.yaml(), Files.readString(file)).parse();
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.DATA, "Cannot read the model " + file + ": " + e + ". Check the path.", e);
    } catch (LinkgridException e) {
      throw new LinkgridException(
          Kind.DATA,
          file
              + " is not a model of the spec '"
              + plain.name()
              + "'. Give the spec of the run with --spec, or its model.json with --model.",
          e);
    }
  }
}
