package io.linkgrid.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linkgrid.system.LinkgridCommand.Finished;
import io.linkgrid.system.LinkgridCommand.Underway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
 * sentence what to do. The nodes are started for the run, or were there before. A few faults here;
 * {@code scripts/chaos} goes on for minutes, on files of yours if you like.
 */
class ChaosIT {
  private static final long SEED = Long.getLong("chaos.seed", 1);
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final int RERUNS = 2;
  private static final int KILLED = 137;
  private static final int SOON = 4;
  private static final int GRID = 4;
  private static final Path LOG = Path.of("target", "chaos.log");
  private static final Pattern STARTED = Pattern.compile("(?m)^(.+): started");
  private static final String TIME = "(?m)^%s: .*?([0-9.]+) s$";

  @TempDir static Path directory;

  /** Files of the user's, or those that are made up. */
  private static List<Object> input = List.of();

  private static LinkgridCommand linkgrid;
  private static ChaosPostgres postgres;
  private static Optional<ChaosGrid> standing = Optional.empty();
  private static final ChaosToll TOLL = new ChaosToll();

  /** The stages of the undisturbed run, with their milliseconds. */
  private static Map<String, Long> stages;

  private static Duration undisturbed;
  private static Map<String, String> files;
  private static Map<String, String> tables;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    linkgrid = new LinkgridCommand(directory);
    input = input();
    postgres = new ChaosPostgres(directory.resolve("postgres-data"));
    long begin = System.nanoTime();
    Finished finished = start(Fault.NODE_KILLED, "undisturbed").finish().succeeded();
    undisturbed = Duration.ofNanos(System.nanoTime() - begin);
    stages = stagesOf(finished.err());
    assertThat(stages).containsKeys("land A", "found A", "match B");
    files = filesOf("undisturbed");
    tables = Tables.contents(postgres.settings());
    assertThat(tables).containsKeys("link", "entity", "joined_event", "joined_week");
  }

  @AfterAll
  static void stopAll() throws IOException {
    try {
      if (standing.isPresent()) {
        standing.get().close();
      }
    } finally {
      postgres.close();
    }
    for (String line : TOLL.lines()) {
      log(line);
    }
  }

  private static List<Object> input() throws Exception {
    String a = System.getProperty("chaos.a", "");
    String b = System.getProperty("chaos.b", "");
    String trips = System.getProperty("chaos.trips", "");
    if (a.isEmpty() && b.isEmpty()) {
      linkgrid
          .run(
              "generate",
              List.of("--entities", 300, "--records", 3_000, "--trips", 3_000),
              List.of("--seed", SEED, "--out", "data"))
          .succeeded();
      return List.of(
          List.of("--a", "data/a.csv", "--b", "data/b.csv"),
          List.of("--trips", "data/trips-1.csv", "data/trips-2.csv"));
    }
    List<Object> given = new ArrayList<>(List.of("--a", a, "--b", b));
    if (!trips.isEmpty()) {
      given.addAll(List.of("--trips", trips));
    }
    return given;
  }

  private static Underway start(Fault fault, String out) throws IOException {
    List<Object> grid = List.of("--nodes", 2);
    LinkgridCommand command = linkgrid;
    if (fault.nodes() == Fault.Nodes.STANDING) {
      ChaosGrid nodes = standing.orElseThrow();
      grid = List.of("--grid", nodes.addresses());
      command =
          new LinkgridCommand(directory, Map.of("HZ_CLUSTERNAME", nodes.cluster()), nodes.home());
    }
    return command.start("run", input, grid, List.of("--db", postgres.url(), "--out", out));
  }

  /** The nodes that stand, three of them, all well. */
  private static Optional<ChaosGrid> nodesFor(Fault fault) throws Exception {
    if (fault.nodes() != Fault.Nodes.STANDING) {
      return Optional.empty();
    }
    if (standing.isEmpty()) {
      standing = Optional.of(new ChaosGrid(directory));
    }
    standing.get().restore();
    return standing;
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
    return ResultTexts.of(directory.resolve(out));
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
      // A grid that still holds the reference need not load it.
      String first = stage.equals("load") ? "match B" : stage;
      run.awaitErr(first + ": started");
      return !run.process().waitFor(millis, TimeUnit.MILLISECONDS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NODE_KILLED, join",
    "SUBMITTER_KILLED, match B",
    "CONNECTIONS_CUT, found A",
    "POSTGRES_RESTARTED, land A",
    "NODE_RETURNS, found A"
  })
  void aFault_leavesNoTraceInTheResults(Fault fault, String stage) throws Exception {
    Random random = new Random(SEED);
    disturb(fault, Moment.in(stage, random), random);
  }

  @Test
  void twoOfThreeNodesAtOnce_endTheRunWithASentence_andTheNextOneHasAllMatches() throws Exception {
    Fault fault = Fault.TWO_NODES_KILLED_AT_ONCE;
    postgres.empty();
    ChaosGrid grid = nodesFor(fault).orElseThrow();
    Underway run = start(fault, "two-at-once");
    run.awaitErr("match B: started");
    try (Connection writers = postgres.holdWriters("link")) {
      await().atMost(BOUND).until(() -> postgres.makesANodeWait() || !run.process().isAlive());
      assertThat(run.process().isAlive()).as(Files.readString(run.err())).isTrue();
      fault.strike(
          new Fault.Scene(run, postgres, standing, directory.resolve("two-at-once")),
          new Random(SEED));
      writers.rollback();
    }

    assertThat(run.process().waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    Finished failed = run.finish();
    assertThat(failed.code()).as(failed.err()).isEqualTo(GRID);
    assertThat(lastLine(failed.err())).contains("start the nodes and run again");
    assertSaysWhatToDo("two at once", failed);
    log("two at once while matches are written: exit 4, " + lastLine(failed.err()));

    grid.restore();
    start(fault, "two-at-once").finish().succeeded();
    assertThat(filesOf("two-at-once")).isEqualTo(files);
    assertThat(Tables.contents(postgres.settings())).isEqualTo(tables);
  }

  /**
   * The long form: every fault in turns, each at another moment, for so many minutes or so often,
   * whichever is over first. What differs is counted, and the next fault has its turn.
   */
  @Test
  @EnabledIfSystemProperty(named = "chaos.minutes", matches = "[0-9]+")
  void anyFault_atAnyMoment_leavesNoTraceInTheResults() throws Exception {
    Random random = new Random(SEED);
    List<Fault> faults = faults();
    long end = System.nanoTime() + Duration.ofMinutes(Long.getLong("chaos.minutes")).toNanos();
    long most = Long.getLong("chaos.runs", Long.MAX_VALUE);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < most && System.nanoTime() < end; i++) {
      List<Fault> several = several(faults.get(i % faults.size()), faults, random);
      try {
        disturb(several, Moment.any(random), random);
      } catch (AssertionError e) {
        TOLL.differed(several);
        wrong.add(e.getMessage());
        log("WRONG: " + e.getMessage());
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** As many for one run as were asked for, of those that can follow each other. */
  private static List<Fault> several(Fault first, List<Fault> allowed, Random random) {
    List<Fault> several = new ArrayList<>(List.of(first));
    while (several.size() < Integer.getInteger("chaos.faults.per.run", 1)) {
      List<Fault> possible = new ArrayList<>(allowed);
      several.forEach(fault -> possible.retainAll(fault.companions(allowed)));
      if (possible.isEmpty()) {
        return several;
      }
      several.add(possible.get(random.nextInt(possible.size())));
    }
    return several;
  }

  /** Those that were asked for, or all that this machine allows. */
  private static List<Fault> faults() throws Exception {
    List<Fault> faults = new ArrayList<>();
    String only = System.getProperty("chaos.faults", "");
    for (Fault fault : Fault.values()) {
      if (only.isEmpty() || List.of(only.split(",")).contains(fault.name())) {
        faults.add(fault);
      }
    }
    Path scratch = Files.createDirectory(directory.resolve("mount-point"));
    if (faults.stream().anyMatch(Fault::needsDisk) && !ChaosDisk.canBe(scratch)) {
      faults.removeIf(Fault::needsDisk);
      log(
          "DISK_FULL, LOG_DISK_FULL and RESULTS_DISK_FULL are left out: nothing can be mounted here."
              + " As root, or in a user namespace: unshare -rm scripts/chaos");
    }
    if (faults.stream().anyMatch(Fault::needsPacketFilter) && !PacketFilter.isAllowed()) {
      log(
          faults.stream()
                  .filter(Fault::needsPacketFilter)
                  .map(Fault::name)
                  .collect(Collectors.joining(", "))
              + " are left out: there is no iptables here, or nobody but root may use it.");
      faults.removeIf(Fault::needsPacketFilter);
    }
    if (faults.contains(Fault.DATABASE_SILENT) && !PacketFilter.isSilenceShort()) {
      log(
          "DATABASE_SILENT is left out: it would be noticed after a quarter of an hour, and not after"
              + " two minutes as with sysctl net.ipv4.tcp_retries2=8.");
      faults.remove(Fault.DATABASE_SILENT);
    }
    return faults;
  }

  private static void disturb(Fault fault, Moment moment, Random random) throws Exception {
    disturb(List.of(fault), moment, random);
  }

  /**
   * The first fault strikes at a moment; each further one so long after the one before it is over,
   * in that attempt, or in the next one if the attempt has ended by then.
   */
  private static void disturb(List<Fault> faults, Moment moment, Random random) throws Exception {
    postgres.empty();
    Fault first = faults.get(0);
    Optional<ChaosGrid> nodes = nodesFor(first);
    String out = "out-" + names(faults);
    Path place = directory.resolve(out);
    List<String> ends = new ArrayList<>();
    String about =
        "%s %d ms into '%s', seed %d"
            .formatted(names(faults), moment.millis(), moment.stage(), SEED);
    Deque<Fault> prepared = new ArrayDeque<>();
    try {
      for (Fault fault : faults) {
        fault.prepare(postgres, place);
        prepared.push(fault);
      }
      Deque<Fault> pending = new ArrayDeque<>(faults);
      long begin = System.nanoTime();
      Underway run = start(first, out);
      boolean strikes = moment.comes(run);
      long struck = System.nanoTime();
      if (strikes) {
        pending.remove().strike(new Fault.Scene(run, postgres, nodes, place), random);
      } else {
        pending.clear();
        ends.add("struck nothing");
      }
      boolean done = false;
      for (int again = 0; !done && again <= RERUNS * faults.size(); again++) {
        if (again > 0) {
          for (Fault fault : faults) {
            fault.mend(new Fault.Scene(run, postgres, nodes, place));
          }
          begin = System.nanoTime();
          run = start(first, out);
        }
        while (!pending.isEmpty() && strikesLater(run, random)) {
          Fault next = pending.remove();
          ends.add(
              String.format(
                  Locale.ROOT, "%s after %.1f s", next, (System.nanoTime() - begin) / 1e9));
          next.strike(new Fault.Scene(run, postgres, nodes, place), random);
        }
        done = isDone(about, run, begin, faults, ends);
      }
      double seconds = (System.nanoTime() - struck) / 1e9;
      assertThat(done).as("%s: %s", about, ends).isTrue();
      assertThat(filesOf(out)).as(about).isEqualTo(files);
      assertThat(Tables.contents(postgres.settings())).as(about).isEqualTo(tables);
      ends.add("equal");
      pending.forEach(fault -> ends.add(fault + " did not strike"));
      if (strikes) {
        TOLL.survived(faults, seconds);
      }
    } finally {
      log(about + ": " + String.join("; ", ends));
      for (Fault fault : prepared) {
        fault.cleanUp(postgres, place);
      }
    }
  }

  /** Returns whether a run is still under way after a time that chance chooses. */
  private static boolean strikesLater(Underway run, Random random) throws InterruptedException {
    long whole = stages.values().stream().mapToLong(Long::longValue).sum();
    // Early enough that most runs are not over by then.
    return !run.process().waitFor(random.nextLong(whole / SOON + 1), TimeUnit.MILLISECONDS);
  }

  private static String names(List<Fault> faults) {
    return faults.stream().map(Fault::name).collect(Collectors.joining("+"));
  }

  /** Waits for the end of an attempt, and looks at what the operator sees if it failed. */
  private static boolean isDone(
      String about, Underway run, long begin, List<Fault> faults, List<String> ends)
      throws Exception {
    Duration bound = BOUND.plus(undisturbed.multipliedBy(2));
    boolean ended = run.process().waitFor(bound.toSeconds(), TimeUnit.SECONDS);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (!ended) {
      ends.add("hangs, its last words: " + lastLine(Files.readString(run.err())));
      run.kill();
    }
    assertThat(ended).as("%s: ends within %s, %s", about, bound, ends).isTrue();
    Finished finished = run.finish();
    TOLL.ran(faults, finished.code() != 0);
    String said = finished.code() == 0 ? "" : ", " + lastLine(finished.err());
    ends.add(String.format(Locale.ROOT, "exit %d in %.1f s%s", finished.code(), seconds, said));
    if (finished.code() == 0) {
      return true;
    }
    boolean killed = faults.contains(Fault.SUBMITTER_KILLED) && finished.code() == KILLED;
    if (!killed) {
      assertThat(faults)
          .as("%s: may end with %d%n%s", about, finished.code(), finished.err())
          .anyMatch(fault -> fault.exitCodes().contains(finished.code()));
      assertSaysWhatToDo(about, finished);
      if (faults.size() == 1) {
        faults.get(0).assertSays(finished.err());
      }
    }
    return false;
  }

  private static void assertSaysWhatToDo(String about, Finished failed) {
    assertThat(failed.err())
        .as(about)
        .doesNotContain("\tat ", "| at ", "Exception")
        .containsIgnoringCase("run again");
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
