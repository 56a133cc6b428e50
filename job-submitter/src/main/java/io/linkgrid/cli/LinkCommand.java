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

/** Links records to a clean reference. */
@Command(
    name = "link",
    description = {
      "Links a file of records to a clean reference, each row of which is an entity of its own.",
      "A model is learnt from both, without labels, unless the spec sets its weights. A record that"
          + " belongs to no entity founds one."
    },
    footer = {
      "",
      "Example: linkgrid link --reference fodors.csv --records zagats.csv --spec fodors-zagats"
    })
final class LinkCommand implements Callable<Integer> {
  @Option(
      names = "--reference",
      required = true,
      paramLabel = "FILE",
      description = "The reference: CSV or TSV, plain, gzip or zip. Each row is an entity.")
  private @Nullable Path reference;

  @Option(
      names = "--records",
      required = true,
      paramLabel = "FILE",
      description = "The records that are linked to it.")
  private @Nullable Path records;

  @Mixin private ResultOptions results = new ResultOptions();
  @Mixin private BudgetOption budget = new BudgetOption();
  @Mixin private RunEnvironment environment = new RunEnvironment();
  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    List<RunInputs.RecordFile> files =
        List.of(
            new RunInputs.RecordFile(RunInputs.REFERENCE, Objects.requireNonNull(reference)),
            new RunInputs.RecordFile(RunInputs.RECORDS, Objects.requireNonNull(records)));
    results.print(
        environment.run(main, files, List.of(), results.out(), budget.maxPairs(), LinkRun::run),
        main);
    return 0;
  }
}
