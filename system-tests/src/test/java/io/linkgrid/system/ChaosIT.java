package io.linkgrid.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.system.LinkgridCommand.Finished;
import io.linkgrid.system.LinkgridCommand.Underway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Faults at seeded moments of a run on node processes and a real Postgres. After each, and after at
 * most two more runs of the same command, the result files and the tables are those of a run that
 * nothing disturbed, byte for byte; each attempt ends in time; and one that fails says in a
 * sentence what to do. A few here; {@code scripts/chaos} goes on for minutes.
 */
class ChaosIT {
  private static final long SEED = Long.getLong("chaos.seed", 1);
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final int RERUNS = 2;
  private static final int KILLED = 137;
  private static final List<String> RESULTS = List.of("links.csv", "entities.csv", "rejects.csv");
  private static final Path LOG = Path.of("target", "chaos.log");
  private static final Pattern STARTED = Pattern.compile("(?m)^(.+): started");
  private static final String TIME = "(?m)^%s: .*?([0-9.]+) s$";

  @TempDir static Path directory;

  private static LinkgridCommand linkgrid;
  private static ChaosPostgres postgres;

  /** The stages of the undisturbed run, with their milliseconds. */
  private static Map<String, Long> stages;

  private static Map<String, String> files;
  private static Map<String, String> tables;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    linkgrid = new LinkgridCommand(directory);
    linkgrid
        .run(
            "generate",
            List.of("--entities", 300, "--records", 3_000, "--trips", 3_000),
            List.of("--seed", SEED, "--out", "data"))
        .succeeded();
    postgres = new ChaosPostgres(directory.resolve("postgres-data"));
    Finished finished = start("undisturbed").finish().succeeded();
    stages = stagesOf(finished.err());
    assertThat(stages).containsKeys("land A", "found A", "match B", "join");
    files = filesOf("undisturbed");
    tables = Tables.contents(postgres.settings());
    assertThat(tables).containsKeys("link", "entity", "joined_event", "joined_week");
  }

  @AfterAll
  static void stopPostgres() {
    postgres.close();
  }

  private static Underway start(String out) throws IOException {
    return linkgrid.start(
        List.of("run", "--a", "data/a.csv", "--b", "data/b.csv"),
        List.of("--trips", "data/trips-1.csv", "data/trips-2.csv", "--nodes", 2),
        List.of("--db", postgres.url(), "--out", out));
  }

  private static Map<String, Long> stagesOf(String err) {
    Map<String, Long> found = new LinkedHashMap<>();
    Matcher started = STARTED.matcher(err);
    while (started.find()) {
      Matcher time = Pattern.compile(TIME.formatted(Pattern.quote(started.group(1)))).matcher(err);
      if (time.find()) {
        found.put(started.group(1), Math.round(Double.parseDouble(time.group(1)) * 1_000));
      }
    }
    // Before these there are neither nodes nor work.
    found.keySet().removeAll(List.of("survey", "grid"));
    return found;
  }

  private static Map<String, String> filesOf(String out) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : RESULTS) {
      contents.put(name, Files.readString(directory.resolve(out).resolve(name)));
    }
    return contents;
  }

  /** When a fault strikes: some time after a stage was seen to start. */
  private record Moment(String stage, long millis) {
    static Moment any(Random random) {
      List<String> names = List.copyOf(stages.keySet());
      return in(names.get(random.nextInt(names.size())), random);
    }

    static Moment in(String stage, Random random) {
      return new Moment(stage, random.nextLong(stages.get(stage) + 1));
    }

    /** Returns whether it came before the run ended. */
    boolean comes(Underway run) throws InterruptedException {
      run.awaitErr(stage + ": started");
      return !run.process().waitFor(millis, TimeUnit.MILLISECONDS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NODE_KILLED, join",
    "SUBMITTER_KILLED, match B",
    "CONNECTIONS_CUT, found A",
    "POSTGRES_RESTARTED, land A"
  })
  void aFault_leavesNoTraceInTheResults(Fault fault, String stage) throws Exception {
    Random random = new Random(SEED);
    disturb(fault, Moment.in(stage, random), random);
  }

  /** The long form: every fault in turns, each at another moment, for so many minutes. */
  @Test
  @EnabledIfSystemProperty(named = "chaos.minutes", matches = "[0-9]+")
  void anyFault_atAnyMoment_leavesNoTraceInTheResults() throws Exception {
    Random random = new Random(SEED);
    long end = System.nanoTime() + Duration.ofMinutes(Long.getLong("chaos.minutes")).toNanos();
    for (int i = 0; System.nanoTime() < end; i++) {
      Fault[] faults = Fault.values();
      disturb(faults[i % faults.length], Moment.any(random), random);
    }
  }

  private static void disturb(Fault fault, Moment moment, Random random) throws Exception {
    postgres.empty();
    String out = "out-" + fault;
    List<String> ends = new ArrayList<>();
    String about =
        "%s %d ms into '%s', seed %d".formatted(fault, moment.millis(), moment.stage(), SEED);
    try {
      long begin = System.nanoTime();
      Underway run = start(out);
      if (moment.comes(run)) {
        fault.strike(new Fault.Scene(run, postgres), random);
      } else {
        ends.add("struck nothing");
      }
      boolean done = isDone(about, run, begin, fault, ends);
      for (int again = 0; !done && again < RERUNS; again++) {
        begin = System.nanoTime();
        done = isDone(about, start(out), begin, fault, ends);
      }
      assertThat(done).as("%s: %s", about, ends).isTrue();
      assertThat(filesOf(out)).as(about).isEqualTo(files);
      assertThat(Tables.contents(postgres.settings())).as(about).isEqualTo(tables);
      ends.add("equal");
    } finally {
      log(about + ": " + String.join("; ", ends));
    }
  }

  /** Waits for the end of an attempt, and looks at what the operator sees if it failed. */
  private static boolean isDone(
      String about, Underway run, long begin, Fault fault, List<String> ends) throws Exception {
    boolean ended = run.process().waitFor(BOUND.toSeconds(), TimeUnit.SECONDS);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (!ended) {
      ends.add("hangs, its last words: " + lastLine(Files.readString(run.err())));
      run.kill();
    }
    assertThat(ended).as("%s: ends within %s, %s", about, BOUND, ends).isTrue();
    Finished finished = run.finish();
    String said = finished.code() == 0 ? "" : ", " + lastLine(finished.err());
    ends.add(String.format(Locale.ROOT, "exit %d in %.1f s%s", finished.code(), seconds, said));
    if (finished.code() == 0) {
      return true;
    }
    boolean killed = fault == Fault.SUBMITTER_KILLED && finished.code() == KILLED;
    if (!killed) {
      assertThat(finished.code()).as("%s%n%s", about, finished.err()).isIn(4, 5);
      assertThat(finished.err())
          .as(about)
          .doesNotContain("\tat ", "| at ", "Exception")
          .containsIgnoringCase("run again");
    }
    return false;
  }

  private static String lastLine(String text) {
    return text.strip().lines().reduce((before, last) -> last).orElse("(silence)");
  }

  private static void log(String line) throws IOException {
    Files.createDirectories(LOG.getParent());
    Files.writeString(
        LOG, line + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
