package io.linkgrid.cli;

import io.linkgrid.job.LinkRun;
import io.linkgrid.job.RunInputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command takes that links files, and how it does so. */
final class LinkingOptions {
  @Mixin private ResultOptions results = new ResultOptions();
  @Mixin private BudgetOption budget = new BudgetOption();
  @Mixin private RunEnvironment environment = new RunEnvironment();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "Link by the model.json of another run of the same spec, instead of learning one.")
  private Optional<Path> model = Optional.empty();

  /** Links the files, prints the summary, and returns the exit code. */
  int link(LinkgridCommand main, List<RunInputs.RecordFile> records, List<Path> trips)
      throws Exception {
    results.print(
        environment.run(
            main, records, trips, results.out(), model, budget.maxPairs(), LinkRun::run),
        main);
    return 0;
  }
}
