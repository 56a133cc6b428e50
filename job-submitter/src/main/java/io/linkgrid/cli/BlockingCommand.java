package io.linkgrid.cli;

import io.linkgrid.job.BlockingReport;
import io.linkgrid.job.LinkRun;
import io.linkgrid.job.RunInputs;
import io.linkgrid.model.LinkgridException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What blocking would bring together. */
@Command(
    name = "blocking",
    description = {
      "Counts which pairs a run on these files would compare, before it compares any: by blocking"
          + " rule, by node, and under the largest keys.",
      "The files are landed for it, and the run that follows does not read them again."
    },
    footer = {
      "",
      "Examples: linkgrid blocking --a clean.csv --b dirty.csv",
      "          linkgrid blocking --reference fodors.csv --records zagats.csv --spec fodors-zagats",
      "          linkgrid blocking --records dataset3.csv --spec febrl --format json"
    })
final class BlockingCommand implements Callable<Integer> {
  @Option(names = "--a", paramLabel = "FILE", description = "The first file, as in run.")
  private @Nullable Path a;

  @Option(names = "--b", paramLabel = "FILE", description = "The second file, as in run.")
  private @Nullable Path b;

  @Option(names = "--reference", paramLabel = "FILE", description = "The reference, as in link.")
  private @Nullable Path reference;

  @Option(
      names = "--records",
      paramLabel = "FILE",
      description = "The records, as in link and dedupe.")
  private @Nullable Path records;

  @Option(
      names = "--format",
      paramLabel = "table|json",
      description = "How it is printed (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private OutputFormat format = OutputFormat.TABLE;

  @Mixin private BudgetOption budget = new BudgetOption();
  @Mixin private RunEnvironment environment = new RunEnvironment();
  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    List<RunInputs.RecordFile> files = files();
    BlockingReport report =
        environment.run(
            main,
            (spec, spool) ->
                new RunInputs(files, List.of(), spec, Path.of(""), spool, budget.maxPairs())
                    .withoutRejectLimit(),
            Optional.empty(),
            LinkRun::blocking);
    main.out()
        .println(
            switch (format) {
              case TABLE -> BlockingText.render(report);
              case JSON -> PrintedJson.indented(report);
            });
    main.out().flush();
    return 0;
  }

  private List<RunInputs.RecordFile> files() {
    List<RunInputs.RecordFile> files = new ArrayList<>();
    add(files, "A", a);
    add(files, "B", b);
    boolean isRun = !files.isEmpty();
    add(files, RunInputs.REFERENCE, reference);
    add(files, RunInputs.RECORDS, records);
    if (isRun == (records != null) || (reference != null && records == null)) {
      throw new LinkgridException(
          LinkgridException.Kind.USAGE,
          "Give the files of one run: --a FILE, --b FILE or both; or --reference FILE and --records"
              + " FILE; or --records FILE alone.");
    }
    return files;
  }

  private static void add(List<RunInputs.RecordFile> files, String role, @Nullable Path path) {
    if (path != null) {
      files.add(new RunInputs.RecordFile(role, path));
    }
  }
}
