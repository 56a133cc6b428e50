package io.linkgrid.cli;

import io.linkgrid.report.Progress;
import io.linkgrid.serve.AccessToken;
import io.linkgrid.serve.LinkServer;
import io.linkgrid.serve.ServeSettings;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.ProcessEnd;
import io.linkgrid.submit.ProcessEnd.Phase;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lookups, links and reviews over HTTP. */
@Command(
    name = "serve",
    description = {
      "Answers over HTTP: looks single records up and links them, shows entities and reasons, takes"
          + " answers of reviews, and matches spreadsheets (OpenRefine, under /reconcile).",
      "It listens on this machine alone unless told otherwise, and ends on SIGTERM or Ctrl-C, when"
          + " the requests that are at work are answered."
    },
    footer = {
      "",
      "Examples: linkgrid serve --grid 127.0.0.1:5701",
      "          linkgrid serve --listen 0.0.0.0:7700 --token-file token --grid 127.0.0.1:5701"
    })
final class ServeCommand implements Callable<Integer> {
  private static final String TOKEN = "LINKGRID_TOKEN";

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "Where to listen (default: ${DEFAULT-VALUE}); beyond loopback only with a token.",
      defaultValue = ServeSettings.USUAL_LISTEN)
  private String listen = ServeSettings.USUAL_LISTEN;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A file with the token that clients must send: Authorization: Bearer TOKEN. Also"
              + " LINKGRID_TOKEN.")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      description = "The largest body of a request (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000000")
  private int maxBytes = 1_000_000;

  @Option(
      names = "--max-records",
      paramLabel = "N",
      description = "The most records of a request (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000")
  private int maxRecords = 1_000;

  @Option(
      names = "--max-rate",
      paramLabel = "N",
      description =
          "The most requests of one client in a second, twice as many in a burst (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "200")
  private int maxRate = 200;

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      split = ",",
      description =
          "Web origins whose pages may read /reconcile (default: ${DEFAULT-VALUE}, those of"
              + " OpenRefine).",
      defaultValue = "http://127.0.0.1:3333,http://localhost:3333")
  private List<String> origins = List.of();

  @Mixin private SpecOption spec = new SpecOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private GridOptions grid = new GridOptions();
  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    Optional<AccessToken> token =
        tokenFile
            .map(AccessToken::read)
            .or(
                () ->
                    Optional.ofNullable(main.environment().get(TOKEN))
                        .map(text -> new AccessToken(TOKEN, text)));
    ServeSettings settings =
        ServeSettings.listening(listen, token, maxBytes, maxRecords, maxRate, origins);
    SpecText text = spec.read();
    Progress progress = Progress.on(main.err(), Terminal.isPresent(), true);
    Path logs = database.dataDirectory().resolve("logs");
    CountDownLatch ended = new CountDownLatch(1);
    try (DatabaseSession session = DatabaseSession.open(database, main.environment(), text);
        GridConnection connection = grid.connect(logs, session.secrets());
        LinkServer server =
            LinkServer.start(
                settings, session.database(), text, connection, progress, main.err()::println);
        ProcessEnd.Registration onExit =
            ProcessEnd.before(
                Phase.WORK,
                () -> {
                  server.stop();
                  main.err().println("Stopped; what was answered is in the database.");
                  ended.countDown();
                })) {
      main.out()
          .printf(
              Locale.ROOT,
              "Serving '%s' on %s with %d nodes; GET /openapi.json says what is answered.%n",
              session.database().address().schema(),
              server.address(),
              connection.nodes());
      main.out().flush();
      if (!onExit.isTooLate()) {
        ended.await();
      }
    }
    return 0;
  }
}
