package io.linkgrid.cli;

import io.linkgrid.ledger.History;
import io.linkgrid.ledger.HistoryText;
import io.linkgrid.spec.SpecText;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What the ledger says about an entity or a record. */
@Command(
    name = "history",
    description = {
      "Shows what became of an entity or a record, from the ledger: which id came when and why, which"
          + " records were linked to it, by which model or by whom, and what was taken back."
    },
    footer = {"", "Examples: linkgrid history E0A1B2C3D4E5F6", "          linkgrid history B:12"})
final class HistoryCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ENTITY|RECORD",
      description =
          "The id of an entity, also of one that is gone; the text of a record's id column; or the"
              + " role of a file and a row: A:12.")
  private @Nullable String of;

  @Option(
      names = "--format",
      paramLabel = "table|json",
      description = "How it is printed (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private ExplainCommand.Format format = ExplainCommand.Format.table;

  @Mixin private SpecOption spec = new SpecOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    SpecText text = spec.read();
    try (DatabaseSession session = DatabaseSession.open(database, main.environment(), text)) {
      History history = History.of(session.database().jdbi(), Objects.requireNonNull(of));
      main.out()
          .println(
              switch (format) {
                case table -> HistoryText.render(history);
                case json -> PrintedJson.line(history);
              });
      main.out().flush();
    }
    return 0;
  }
}
