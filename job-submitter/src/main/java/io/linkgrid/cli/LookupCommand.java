package io.linkgrid.cli;

import io.linkgrid.lookup.LookupRate;
import io.linkgrid.lookup.LookupResult;
import io.linkgrid.lookup.LookupText;
import io.linkgrid.lookup.RecordForm;
import io.linkgrid.lookup.RecordLookup;
import io.linkgrid.lookup.RecordsFile;
import io.linkgrid.lookup.ReferenceLookup;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.Progress;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What a run would decide about single records. */
@Command(
    name = "lookup",
    description = {
      "Shows which entity a record belongs to, as a run would decide, from the reference that the"
          + " grid holds. Nothing is written to the database.",
      "If the grid does not hold the reference as the database has it, it is loaded first; with"
          + " --grid it stays there for the lookups that follow."
    },
    footer = {
      "",
      "Examples: linkgrid lookup name=\"Blue Frog Cafe\" zip=94110 --grid 127.0.0.1:5701",
      "          linkgrid lookup --file records.csv --format json",
      "          linkgrid lookup --file records.csv --rate 500 --seconds 20"
    })
final class LookupCommand implements Callable<Integer> {
  private static final int TOGETHER = 200;

  @Parameters(
      paramLabel = "COLUMN=VALUE",
      arity = "0..*",
      description =
          "The record: columns of the spec, or attributes that are made of one column. What is not"
              + " given is absent.")
  private List<String> values = new ArrayList<>();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Records instead: a file as for 'run', or JSON lines (.jsonl), in UTF-8.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many candidates are shown, at most 32 (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int top = 5;

  @Option(
      names = "--format",
      paramLabel = "table|json",
      description = "How it is printed; JSON is a line a record (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Ask about the records in turn, N times a second, and print how long answers took.")
  private @Nullable Integer rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "For how long, with --rate (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int seconds = 10;

  @Mixin private SpecOption spec = new SpecOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private GridOptions grid = new GridOptions();
  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    OptionalInt perSecond = rate == null ? OptionalInt.empty() : OptionalInt.of(rate);
    check(perSecond);
    SpecText text = spec.read();
    List<CleanRecord> records = records(text.parse());
    Progress progress = Progress.on(main.err(), Terminal.isPresent(), true);
    Path logs = database.dataDirectory().resolve("logs");
    try (DatabaseSession session = DatabaseSession.open(database, main.environment(), text);
        GridConnection connection = grid.connect(logs, session.secrets())) {
      ReferenceLookup reference =
          ReferenceLookup.open(session.database(), text, connection, progress, main.err()::println);
      if (perSecond.isPresent()) {
        measure(reference, records, perSecond.getAsInt(), main);
      } else {
        print(reference, new RecordLookup(reference, session.database().jdbi()), records, main);
      }
      main.out().flush();
    }
    return 0;
  }

  private void check(OptionalInt perSecond) {
    if (values.isEmpty() == file.isEmpty()) {
      throw new LinkgridException(
          Kind.USAGE,
          "Give either a record, as COLUMN=VALUE …, or --file FILE; found "
              + (values.isEmpty() ? "neither." : "both."));
    }
    boolean rateIsRight = perSecond.isEmpty() || perSecond.getAsInt() > 0;
    if (top < 1 || top > 32 || seconds < 1 || !rateIsRight) {
      throw new LinkgridException(
          Kind.USAGE,
          "--top is 1 to 32, --rate and --seconds are at least 1; found --top "
              + top
              + ", --seconds "
              + seconds
              + (perSecond.isPresent() ? ", --rate " + perSecond.getAsInt() + "." : "."));
    }
  }

  private List<CleanRecord> records(LinkSpec of) {
    RecordForm form = new RecordForm(of);
    Path spool = database.dataDirectory().resolve("spool");
    List<Map<String, String>> given =
        file.map(path -> RecordsFile.read(path, of, spool)).orElseGet(this::typed);
    if (given.isEmpty()) {
      throw new LinkgridException(
          Kind.DATA, "There are no records in " + file.orElseThrow() + ": nothing to look up.");
    }
    List<CleanRecord> records = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      records.add(
          form.read(file.isEmpty() ? "The record" : "Record " + (i + 1), i + 1L, given.get(i)));
    }
    return records;
  }

  private List<Map<String, String>> typed() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String value : values) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        throw new LinkgridException(
            Kind.USAGE,
            "A record is given as COLUMN=VALUE, but found '" + value + "'. Quote blanks.");
      }
      String column = value.substring(0, equals);
      if (columns.put(column, value.substring(equals + 1)) != null) {
        throw new LinkgridException(
            Kind.USAGE, "The column '" + column + "' is given twice. Give it once.");
      }
    }
    return List.of(columns);
  }

  private void measure(
      ReferenceLookup reference, List<CleanRecord> records, int perSecond, LinkgridCommand main) {
    reference.warm();
    var mentions = records.stream().map(CleanRecord::mention).toList();
    // The first answers are those of a cold JVM, here and on the nodes.
    LookupRate.measure(reference, mentions, perSecond, Duration.ofSeconds(Math.min(5, seconds)));
    main.out()
        .println(
            LookupRate.measure(reference, mentions, perSecond, Duration.ofSeconds(seconds))
                .sentence());
  }

  private void print(
      ReferenceLookup reference,
      RecordLookup lookup,
      List<CleanRecord> records,
      LinkgridCommand main)
      throws Exception {
    List<LookupResult> all = new ArrayList<>();
    for (int from = 0; from < records.size(); from += TOGETHER) {
      List<CleanRecord> some = records.subList(from, Math.min(from + TOGETHER, records.size()));
      for (LookupResult result : lookup.answer(some, top)) {
        if (format == OutputFormat.JSON) {
          main.out().println(PrintedJson.line(result));
        } else {
          all.add(result);
        }
      }
    }
    if (all.size() == 1 && file.isEmpty()) {
      main.out().println(LookupText.render(all.get(0), reference.spec()));
    } else if (!all.isEmpty()) {
      main.out().println(LookupText.render(all));
    }
  }
}
