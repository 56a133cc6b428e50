package io.linkgrid.cli;

import io.linkgrid.job.LinkRun;
import io.linkgrid.job.RunInputs;
import io.linkgrid.model.LinkgridException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The main job. */
@Command(
    name = "run",
    description = {
      "Takes the clean file A and the dirty file B in, links them, joins what they report with trips,"
          + " and writes tables, result files and a report.",
      "What is done already is not done again; an interrupted run goes on where it stopped."
    })
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--a",
      paramLabel = "FILE",
      description =
          "The first file of records: CSV or TSV, plain, gzip or zip; with or without header.")
  private @Nullable Path a;

  @Option(
      names = "--b",
      paramLabel = "FILE",
      description = "The second file of records, linked to what the database knows by then.")
  private @Nullable Path b;

  @Option(
      names = "--trips",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files of trips for the final join.")
  private List<Path> trips = new ArrayList<>();

  @Mixin private ResultOptions results = new ResultOptions();
  @Mixin private BudgetOption budget = new BudgetOption();
  @Mixin private RunEnvironment environment = new RunEnvironment();
  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    List<RunInputs.RecordFile> records = new ArrayList<>();
    if (a != null) {
      records.add(new RunInputs.RecordFile("A", a));
    }
    if (b != null) {
      records.add(new RunInputs.RecordFile("B", b));
    }
    if (records.isEmpty()) {
      throw new LinkgridException(
          LinkgridException.Kind.USAGE,
          "There is nothing to run on: give --a FILE, --b FILE or both. For the join alone there is"
              + " 'linkgrid join --trips FILE'.");
    }
    results.print(
        environment.run(main, records, trips, results.out(), budget.maxPairs(), LinkRun::run),
        main);
    return 0;
  }
}
