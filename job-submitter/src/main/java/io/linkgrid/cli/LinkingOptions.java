package io.linkgrid.cli;

import io.linkgrid.control.Webhook;
import io.linkgrid.job.LinkRun;
import io.linkgrid.job.RejectLimit;
import io.linkgrid.job.RunInputs;
import io.linkgrid.report.RunSummary;
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

  @Option(
      names = "--notify-url",
      paramLabel = "URL",
      description =
          "Tell this web server how the run ended: a POST of JSON. Also LINKGRID_NOTIFY_URL;"
              + " LINKGRID_NOTIFY_HEADER is sent along.")
  private Optional<String> notifyUrl = Optional.empty();

  /** Links the files, prints the summary, and returns the exit code. */
  int link(LinkgridCommand main, List<RunInputs.RecordFile> records, List<Path> trips)
      throws Exception {
    RejectLimit limit = maxRejects.map(RejectLimit::parse).orElse(RejectLimit.USUAL);
    Optional<Webhook> webhook =
        Webhook.of(notifyUrl, main.environment(), sentence -> main.err().println(sentence));
    RunEnvironment.Inputs inputs =
        (spec, spool) ->
            new RunInputs(
                records, trips, spec, results.out(), spool, budget.maxPairs(), limit, retried);
    RunSummary summary;
    if (webhook.isPresent()) {
      EndOfRun end = new EndOfRun(webhook.get(), environment.origin(main), environment.schema());
      summary = end.told(work -> environment.run(main, inputs, model, work));
    } else {
      summary = environment.run(main, inputs, model, LinkRun::run);
    }
    results.print(summary, main);
    return 0;
  }
}
