package io.linkgrid.cli;

import io.linkgrid.job.LinkRun;
import io.linkgrid.job.RunInputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Links the records of one file among themselves. */
@Command(
    name = "dedupe",
    description = {
      "Links the records of one file among themselves: which rows are of the same entity?",
      "A model is learnt from them, without labels, unless the spec sets its weights."
    },
    footer = {"", "Example: linkgrid dedupe --records dataset3.csv --spec febrl"})
final class DedupeCommand implements Callable<Integer> {
  @Option(
      names = "--records",
      required = true,
      paramLabel = "FILE",
      description = "The records: CSV or TSV, plain, gzip or zip.")
  private @Nullable Path records;

  @Mixin private ResultOptions results = new ResultOptions();
  @Mixin private BudgetOption budget = new BudgetOption();
  @Mixin private RunEnvironment environment = new RunEnvironment();
  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    List<RunInputs.RecordFile> files =
        List.of(new RunInputs.RecordFile(RunInputs.RECORDS, Objects.requireNonNull(records)));
    results.print(
        environment.run(main, files, List.of(), results.out(), budget.maxPairs(), LinkRun::run),
        main);
    return 0;
  }
}
