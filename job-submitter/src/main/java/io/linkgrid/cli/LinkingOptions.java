package io.linkgrid.cli;

import io.linkgrid.job.LinkRun;
import io.linkgrid.job.RejectLimit;
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

  @Option(
      names = "--max-rejects",
      paramLabel = "N|P%",
      description =
          "The most rows of a file that may be rejected, as a number or a share of its rows; a run"
              + " of more stops before it links (default: 10%%).")
  private Optional<String> maxRejects = Optional.empty();

  @Option(
      names = "--retry-rejects",
      paramLabel = "FILE",
      description =
          "Take corrected rows in from this rejects.csv of an earlier run of the same files.")
  private Optional<Path> retried = Optional.empty();

  /** Links the files, prints the summary, and returns the exit code. */
  int link(LinkgridCommand main, List<RunInputs.RecordFile> records, List<Path> trips)
      throws Exception {
    RejectLimit limit = maxRejects.map(RejectLimit::parse).orElse(RejectLimit.USUAL);
    results.print(
        environment.run(
            main,
            (spec, spool) ->
                new RunInputs(
                    records, trips, spec, results.out(), spool, budget.maxPairs(), limit, retried),
            model,
            LinkRun::run),
        main);
    return 0;
  }
}
