package io.linkgrid.cli;

import io.linkgrid.database.RunLedger;
import io.linkgrid.explain.Explainer;
import io.linkgrid.explain.Explanation;
import io.linkgrid.explain.ExplanationPage;
import io.linkgrid.explain.ExplanationText;
import io.linkgrid.report.WholeFile;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Why a record was decided as it was. */
@Command(
    name = "explain",
    description = {
      "Shows why a record belongs to its entity, or to none: what each comparison adds to the match"
          + " weight, from the prior to the sum, the runner-up, and what would change the answer.",
      "Weights are computed again from the mentions and the model in the database."
    },
    footer = {
      "",
      "Examples: linkgrid explain B:12",
      "          linkgrid explain 71232_20160308 E0A1B2C3D4E5F6"
    })
final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "RECORD",
      description = "The text of its id column, or the role of its file and its row: A:12.")
  private @Nullable String record;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ENTITY",
      description = "The entity to compare it with (default: those that it was decided by).")
  private @Nullable String entity;

  @Option(
      names = "--format",
      paramLabel = "table|json",
      description = "How it is printed (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private Format format = Format.table;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the same with charts to a page.")
  private Optional<Path> html = Optional.empty();

  @Mixin private SpecOption spec = new SpecOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @ParentCommand private @Nullable LinkgridCommand parent;

  /** How it is printed. */
  enum Format {
    table,
    json
  }

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    SpecText text = spec.read();
    try (DatabaseSession session = DatabaseSession.open(database, main.environment(), text)) {
      String model = new RunLedger(session.database().jdbi()).model().orElse("");
      LinkSpec learnt = new SpecText(text.where(), text.yaml(), model).parse();
      Explanation explanation =
          new Explainer(session.database().jdbi(), learnt)
              .explain(Objects.requireNonNull(record), Optional.ofNullable(entity));
      html.ifPresent(
          file ->
              WholeFile.write(
                  file, ExplanationPage.render(explanation, learnt.matchProbability())));
      main.out()
          .println(
              switch (format) {
                case table -> ExplanationText.render(explanation, learnt.matchProbability());
                case json -> PrintedJson.line(explanation);
              });
      main.out().flush();
    }
    return 0;
  }
}
