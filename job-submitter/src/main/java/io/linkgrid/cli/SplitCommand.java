package io.linkgrid.cli;

import io.linkgrid.database.RunLedger;
import io.linkgrid.ledger.LinkLedger;
import io.linkgrid.ledger.LinkLedger.Split;
import io.linkgrid.spec.SpecText;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A person says that records are not of their entity. */
@Command(
    name = "split",
    description = {
      "Says that records are not of their entity. Together they found a new one, or go to another."
          + " Rows that say the same after cleaning go with them; the entity keeps its id.",
      "What a person says outranks the model: the two are never put together again."
    },
    footer = {
      "",
      "Examples: linkgrid split B:12 B:13 --by ada --why 'the bar next door'",
      "          linkgrid split 71232_20160308 --to E0A1B2C3D4E5F6"
    })
final class SplitCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "RECORD",
      description =
          "The text of its id column (all rows that have it), or the role of its file and its row:"
              + " A:12.")
  private List<String> records = List.of();

  @Option(
      names = "--to",
      paramLabel = "ENTITY",
      description = "The entity that they are of (default: a new one).")
  private @Nullable String target;

  @Mixin private PersonOption person = new PersonOption();
  @Mixin private SpecOption spec = new SpecOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    SpecText text = spec.read();
    LinkLedger.Assertion assertion = person.assertion();
    try (DatabaseSession session = DatabaseSession.open(database, main.environment(), text)) {
      new RunLedger(session.database().jdbi()).refuseAnotherSpec(text);
      Split split =
          new LinkLedger(session.database(), text.parse())
              .split(records, Optional.ofNullable(target), assertion);
      main.out()
          .printf(
              Locale.ROOT,
              "From %s to %s: %,d mentions, %,d rows.%n",
              split.from(),
              split.to(),
              split.mentions(),
              split.rows());
      main.out().flush();
    }
    return 0;
  }
}
