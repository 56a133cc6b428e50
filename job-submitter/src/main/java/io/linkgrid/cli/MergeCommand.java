package io.linkgrid.cli;

import io.linkgrid.database.RunLedger;
import io.linkgrid.ledger.LinkLedger;
import io.linkgrid.ledger.LinkLedger.Merged;
import io.linkgrid.spec.SpecText;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A person says that entities are one. */
@Command(
    name = "merge",
    description = {
      "Says that entities are one. The id of the one that was founded first stays: by the start of"
          + " the run, then the file, then the row; one that was split off is younger. What a person says outranks the model.",
      "The next run loads the reference again; 'linkgrid history' shows what became of an id."
    },
    footer = {
      "",
      "Example: linkgrid merge E0A1B2C3D4E5F6 E1A1B2C3D4E5F6 --by ada --why 'same owner'"
    })
final class MergeCommand implements Callable<Integer> {
  @Parameters(arity = "2..*", paramLabel = "ENTITY", description = "The ids of the entities.")
  private List<String> entities = List.of();

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
      Merged merged = new LinkLedger(session.database(), text.parse()).merge(entities, assertion);
      main.out()
          .printf(
              Locale.ROOT,
              "%s is one with %s; mentions that moved: %,d.%n",
              merged.kept(),
              String.join(", ", merged.gone()),
              merged.mentions());
      main.out().flush();
    }
    return 0;
  }
}
