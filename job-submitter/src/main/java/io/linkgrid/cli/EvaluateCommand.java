package io.linkgrid.cli;

import io.linkgrid.database.RunLedger;
import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.EvaluationJson;
import io.linkgrid.report.EvaluationPage;
import io.linkgrid.report.EvaluationTable;
import io.linkgrid.review.ReviewedAnswers;
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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code linkgrid evaluate}: links against the truth. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Compare links with the truth: precision, recall and F1 over pairs of rows, also by"
          + " threshold; what each decision was worth; whether the probabilities are right.",
      "With the raw files also over pairs of rows whose texts differ, which is the part that is"
          + " hard; with the spec too, how many true pairs blocking lets through.",
      "Without a truth, --reviewed takes the answers of clerical review in the database as one."
    })
public final class EvaluateCommand implements Callable<Integer> {
  /** The same as for a run. */
  private static final String USUAL_SPEC = "restaurants";

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
      names = "--reviewed",
      description =
          "Or take what people answered in clerical review, in the database of the run, with --db"
              + " or --data-dir, and --spec.")
  private boolean reviewed;

  @Option(names = "--links", paramLabel = "FILE", description = "The links.csv of a run.")
  private Optional<Path> links = Optional.empty();

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

  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @ParentCommand private @Nullable LinkgridCommand parent;

  /** Evaluates and prints. */
  @Override
  public Integer call() {
    Format chosen = Choices.of("--format", format, Format.values());
    check();
    EvaluationReport report = reviewed ? ofAnswers() : ofLinks(links.orElseThrow());
    String what =
        reviewed
            ? "The answers of clerical review"
            : links.orElseThrow() + " against " + gold.or(() -> truth).orElseThrow();
    page.ifPresent(file -> EvaluationPage.write(report, what, file));
    PrintWriter out = spec.commandLine().getOut();
    switch (chosen) {
      case TABLE -> out.print(EvaluationTable.render(report));
      case JSON -> out.println(EvaluationJson.render(report));
    }
    out.flush();
    return 0;
  }

  private EvaluationReport ofLinks(Path file) {
    return gold.isPresent()
        ? GoldPairs.evaluate(
            new GoldPairs.Inputs(
                gold.get(), goldColumns.get(0), goldColumns.get(1), file, a, b, blocking(file)))
        : LinkEvaluation.evaluate(
            new LinkEvaluation.Inputs(truth.orElseThrow(), file, a, b, errors, blocking(file)));
  }

  private EvaluationReport ofAnswers() {
    SpecText text = SpecOption.read(linkSpec.orElse(USUAL_SPEC));
    LinkgridCommand main = Objects.requireNonNull(parent);
    try (DatabaseSession session = DatabaseSession.open(database, main.environment(), text)) {
      RunLedger ledger = new RunLedger(session.database().jdbi());
      ledger.refuseAnotherSpec(text);
      LinkSpec learnt =
          ledger.model().map(m -> new SpecText(text.where(), text.yaml(), m)).orElse(text).parse();
      refuse(
          missed > 0 && learnt.model().isEmpty(),
          "--missed weighs pairs, but the schema '"
              + learnt.name()
              + "' has no model. Leave --missed away, or learn one with 'linkgrid train'.");
      return new ReviewedAnswers(session.database().jdbi())
          .evaluate(new BlockingInputs(learnt, missed));
    }
  }

  private void check() {
    if (reviewed) {
      refuse(
          truth.isPresent()
              || gold.isPresent()
              || !goldColumns.isEmpty()
              || links.isPresent()
              || a.isPresent()
              || b.isPresent()
              || model.isPresent()
              || errors > 0,
          "--reviewed takes truth, links and texts from the database of the run. Give it with --spec,"
              + " --db or --data-dir, --missed, --report and --format alone.");
      refuse(missed < 0, "--missed is a number from 0, but found " + missed + ".");
      return;
    }
    refuse(
        links.isEmpty(),
        "Give the links of a run with --links FILE, or --reviewed for the answers in its database.");
    refuse(errors < 0, "--errors is a number from 0, but found " + errors + ".");
    refuse(missed < 0, "--missed is a number from 0, but found " + missed + ".");
    refuse(
        gold.isPresent() == truth.isPresent(),
        "Give either --truth FILE or --gold FILE with --gold-columns, or --reviewed.");
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

  private Optional<BlockingInputs> blocking(Path linksFile) {
    return linkSpec.map(
        name -> new BlockingInputs(learnt(SpecOption.read(name), linksFile), missed));
  }

  /** The spec with the model of the run; which words are rare enough for a key stands in it. */
  private LinkSpec learnt(SpecText text, Path linksFile) {
    LinkSpec plain = text.parse();
    Path beside = linksFile.resolveSibling("model.json");
    if (model.isEmpty() && !Files.isRegularFile(beside)) {
      refuse(
          plain.model().isEmpty(),
          "There is no model.json beside "
              + linksFile
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
