package io.linkgrid.cli;

import io.linkgrid.job.LinkRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The final aggregation alone. */
@Command(
    name = "join",
    description = {
      "Joins trips with the events of all records in the database: the last step of run, alone.",
      "The join then holds the trips of just these files. With the same files and unchanged entities"
          + " nothing is done."
    })
final class JoinCommand implements Callable<Integer> {
  @Option(
      names = "--trips",
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description = "Files of trips: CSV with a header, plain, gzip or zip.")
  private List<Path> trips = new ArrayList<>();

  @Mixin private RunEnvironment environment = new RunEnvironment();
  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    LinkRun.Joined joined = environment.run(main, List.of(), trips, LinkRun::joinAlone);
    main.out()
        .printf(
            Locale.ROOT,
            "%,d joined rows from %,d events, in %.1f s%n",
            joined.rows(),
            joined.events(),
            joined.seconds());
    return 0;
  }
}
