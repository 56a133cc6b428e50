package io.linkgrid.cli;

import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.EmbeddedServer;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The embedded Postgres without a run, for whoever wants to ask the tables. */
@Command(
    name = "database",
    description = {
      "Starts the embedded Postgres of a data directory, prints its address, and stops it on Ctrl-C.",
      "Without this it is up only while a command needs it. Meanwhile other commands reach it with"
          + " --db and the address."
    })
final class DatabaseCommand implements Callable<Integer> {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where a run has kept the data of its embedded Postgres (default: ${DEFAULT-VALUE}).",
      defaultValue = "linkgrid-data")
  private Path dataDirectory = Path.of("linkgrid-data");

  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    Path directory = dataDirectory.toAbsolutePath().normalize();
    // A directory that was mistyped would become an empty server, and look like lost data.
    if (!EmbeddedServer.hasData(directory)) {
      throw new LinkgridException(
          Kind.USAGE,
          "There is no embedded Postgres in "
              + directory
              + ". Give the --data-dir of a run; the run makes it.");
    }
    AtomicBoolean asked = new AtomicBoolean();
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      Thread stop = stopper(server, asked);
      Runtime.getRuntime().addShutdownHook(stop);
      try {
        // Alone on standard output, so that a script can read it.
        main.out().println(url(server.settings()));
        main.out().flush();
        main.err().println("Postgres is up until Ctrl-C. Each spec has a schema of its name.");
        awaitEnd(server);
      } finally {
        remove(stop);
      }
    }
    if (!asked.get()) {
      throw new LinkgridException(
          Kind.DATABASE,
          "The Postgres in "
              + directory
              + " has ended by itself; postgres.log there says why. What was committed is safe;"
              + " start it again.");
    }
    return 0;
  }

  private static Thread stopper(EmbeddedServer server, AtomicBoolean asked) {
    return new Thread(
        () -> {
          asked.set(true);
          server.close();
        },
        "stop-embedded-postgres");
  }

  private static String url(DatabaseSettings settings) {
    return "postgresql://" + settings.user() + "@" + settings.place();
  }

  private static void awaitEnd(EmbeddedServer server) throws Exception {
    Optional<ProcessHandle> process = server.pid().flatMap(ProcessHandle::of);
    if (process.isPresent()) {
      process.get().onExit().get();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending; the hook is at work.
      return;
    }
  }
}
