package io.linkgrid.cli;

import io.linkgrid.job.LinkRun;
import io.linkgrid.job.RunInputs;
import io.linkgrid.job.TrainingWish;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.report.ModelFile;
import io.linkgrid.report.ModelTable;
import io.linkgrid.truth.LabelFile;
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

/** Learns a model and links nothing. */
@Command(
    name = "train",
    description = {
      "Learns the match weights of a spec from files, without labels or with some, and writes them to"
          + " the database and to a readable file. Nothing is linked.",
      "Files that are in the database already are not taken in again; with no file at all, a model is"
          + " learnt from those. The answers of clerical review count as labels."
    },
    footer = {
      "",
      "Examples: linkgrid train --reference fodors.csv --records zagats.csv --spec fodors-zagats",
      "          linkgrid train --spec fodors-zagats --again --labels answers.csv"
    })
final class TrainCommand implements Callable<Integer> {
  @Option(names = "--a", paramLabel = "FILE", description = "The first file of records.")
  private Optional<Path> a = Optional.empty();

  @Option(names = "--b", paramLabel = "FILE", description = "The second file of records.")
  private Optional<Path> b = Optional.empty();

  @Option(
      names = "--reference",
      paramLabel = "FILE",
      description = "Or a reference, each row of which is an entity.")
  private Optional<Path> reference = Optional.empty();

  @Option(
      names = "--records",
      paramLabel = "FILE",
      description = "Records that are linked to it, or among themselves.")
  private Optional<Path> records = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Pairs of which it is known whether they match: columns reference,records or left,right"
              + " that name two records by id or as ROLE:ROW, and perhaps a column same (yes or no).")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--label-columns",
      paramLabel = "LEFT,RIGHT",
      split = ",",
      description = "The columns of --labels that name the two records.")
  private List<String> labelColumns = List.of();

  @Option(
      names = "--again",
      description = "Learn another model though the schema has one. Links stay as they are.")
  private boolean again;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the model goes (default: ${DEFAULT-VALUE}).",
      defaultValue = "model.json")
  private Path out = Path.of("model.json");

  @Option(
      names = "--format",
      paramLabel = "table|json",
      description = "How the model is printed (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private Format format = Format.table;

  @Mixin private RunEnvironment environment = new RunEnvironment();
  @ParentCommand private @Nullable LinkgridCommand parent;

  /** How the model is printed. */
  enum Format {
    table,
    json
  }

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    if (!labelColumns.isEmpty() && (labels.isEmpty() || labelColumns.size() != 2)) {
      throw new LinkgridException(
          LinkgridException.Kind.USAGE,
          "--label-columns names two columns of --labels FILE, such as left,right; found "
              + (labels.isEmpty() ? "no --labels" : String.join(",", labelColumns))
              + ".");
    }
    List<LabelFile.Pair> known = new ArrayList<>();
    labels.ifPresent(
        path ->
            known.addAll(
                LabelFile.read(path, Optional.of(labelColumns).filter(c -> !c.isEmpty()))));
    List<RunInputs.RecordFile> files = new ArrayList<>();
    a.ifPresent(path -> files.add(new RunInputs.RecordFile("A", path)));
    b.ifPresent(path -> files.add(new RunInputs.RecordFile("B", path)));
    reference.ifPresent(path -> files.add(new RunInputs.RecordFile(RunInputs.REFERENCE, path)));
    records.ifPresent(path -> files.add(new RunInputs.RecordFile(RunInputs.RECORDS, path)));
    LinkRun.Learnt learnt =
        environment.run(main, files, List.of(), run -> run.train(new TrainingWish(known, again)));
    ModelFile.write(learnt.spec().model(), learnt.training(), out);
    main.out()
        .println(
            switch (format) {
              case table -> ModelTable.render(learnt.spec().parse(), learnt.training());
              case json -> learnt.spec().model();
            });
    if (format == Format.table) {
      main.out().println("Model: " + out.toAbsolutePath().normalize());
    }
    main.out().flush();
    return 0;
  }
}
