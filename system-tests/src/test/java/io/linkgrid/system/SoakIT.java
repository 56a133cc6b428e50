package io.linkgrid.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linkgrid.database.Database;
import io.linkgrid.system.LinkgridCommand.Underway;
import io.linkgrid.system.SoakEvents.Event;
import io.linkgrid.system.StandingNodes.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code watch} and {@code serve} side by side on nodes that are restarted again and again, by
 * SIGTERM and by kill -9 in turns; once the watch itself is killed, and once Postgres. Files arrive
 * at a steady rate, and requests. At the end each row of each file is in the database once and has
 * a link, and so has each record that the server said to have linked. A minute here; {@code
 * scripts/soak} goes on.
 */
class SoakIT {
  private static final long SEED = Long.getLong("soak.seed", 1);
  private static final Path LOG = Path.of("target", "soak.log");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String SCHEMA = "restaurants";
  private static final String CLUSTER = "soak-" + UUID.randomUUID();

  private static final int NODES = 2;
  private static final int ENTITIES = 500;
  private static final int ROWS = 50;
  private static final int SECONDS_BETWEEN_FILES = 4;
  private static final int REQUESTS_PER_SECOND = 10;
  private static final int COPY_EVERY = 8;
  private static final int BAD_EVERY = 15;
  private static final double MEGA = 1 << 20;

  /** More than this is no noise of a collector: a heap that grows by files would show it. */
  private static final double MOST_GROWTH = 1.5;

  private static final double ALLOWANCE = 64 * MEGA;

  /** A node holds less, of which a file of new records is a small part. */
  private static final double ALLOWANCE_OF_NODES = 16 * MEGA;

  private static final Duration LONGEST_BETWEEN_RESTARTS = Duration.ofMinutes(2);
  private static final int RESTARTS_AT_LEAST = 6;
  private static final Pattern LOAD =
      Pattern.compile("^(\\S+) .* linkgrid load into .*: (begins|done|ended|cancelled)");
  private static final Duration IS_NEW = Duration.ofSeconds(10);
  private static final Duration SETTLES = Duration.ofSeconds(2);

  @TempDir Path directory;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Process> started = new ArrayList<>();
  private final List<String> table = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final SoakEvents events = new SoakEvents();

  /** What lives in nodes that are about to go, of which each had the same time to live. */
  private final List<Double> heapsOfNodes = new ArrayList<>();

  private StandingNodes standingNodes;
  private LinkgridCommand linkgrid;
  private ChaosPostgres postgres;
  private List<List<String>> records;
  private int files;
  private int copies;
  private int bad;

  @BeforeEach
  void linkAReference() throws Exception {
    linkgrid = new LinkgridCommand(directory, Map.of("HZ_CLUSTERNAME", CLUSTER));
    postgres = new ChaosPostgres(directory.resolve("postgres-data"));
    standingNodes = new StandingNodes(directory, CLUSTER, Map.of("LINKGRID_JAVA_OPTS", "-Xmx400m"));
    for (int i = 0; i < NODES; i++) {
      nodes.add(standingNodes.start());
    }
    linkgrid
        .run(
            "generate",
            List.of("--layout", "reference", "--entities", ENTITIES),
            List.of("--records", 30_000, "--seed", SEED, "--out", "data"))
        .succeeded();
    records = Csv.rows(directory.resolve("data/b.csv"));
    Files.createDirectories(directory.resolve("in"));
    write(directory.resolve("first.csv"), 0);
    linkgrid
        .run(
            "link",
            List.of("--reference", "data/clean.csv", "--records", "first.csv"),
            standing(),
            List.of("--out", "out"))
        .succeeded();
  }

  @AfterEach
  void stopAll() {
    started.forEach(Process::destroyForcibly);
    standingNodes.close();
    postgres.close();
  }

  private List<Object> standing() {
    return List.of("--grid", nodes.get(0).address(), "--db", postgres.url());
  }

  private Underway startWatch() throws IOException {
    Underway watch =
        linkgrid.start(
            List.of("watch", "in", "--done", "done", "--failed", "failed"),
            List.of("--settle", 1),
            standing());
    started.add(watch.process());
    watch.awaitErr("Watching ");
    return watch;
  }

  /** A file of records of its own; of the first ones the reference was learnt. */
  private void write(Path file, int part) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      List<String> fields = records.get((part * ROWS + row) % records.size());
      List<String> quoted = new ArrayList<>();
      fields.forEach(field -> quoted.add('"' + field.replace("\"", "\"\"") + '"'));
      text.append(String.join(",", quoted)).append('\n');
    }
    Path part2 = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part2, text);
    Files.move(part2, file);
  }

  private void drop(int number) throws IOException {
    Path in = directory.resolve("in");
    files++;
    write(in.resolve("file-%05d.csv".formatted(number)), number);
    if (number % COPY_EVERY == 0) {
      copies++;
      write(in.resolve("copy-%05d.csv".formatted(number)), number);
    }
    if (number % BAD_EVERY == 0) {
      bad++;
      Files.writeString(in.resolve("bad-%05d.csv".formatted(number)), "a,b\n1," + number + "\n");
    }
  }

  @Test
  void aMinute_withRestarts_losesNothing() throws Exception {
    soak(Duration.ofSeconds(60), Duration.ofSeconds(20));
  }

  @Test
  @EnabledIfSystemProperty(named = "soak.minutes", matches = "[0-9]+")
  void soakOfMinutes_losesNothing() throws Exception {
    Duration time = Duration.ofMinutes(Long.getLong("soak.minutes"));
    Duration share = time.dividedBy(RESTARTS_AT_LEAST);
    soak(time, share.compareTo(LONGEST_BETWEEN_RESTARTS) < 0 ? share : LONGEST_BETWEEN_RESTARTS);
  }

  private void soak(Duration time, Duration betweenRestarts) throws Exception {
    Underway serve = linkgrid.start("serve", "--listen", "127.0.0.1:0", standing());
    started.add(serve.process());
    await().atMost(PATIENCE).until(() -> saysWhere(serve) || !serve.process().isAlive());
    assertThat(serve.out()).content().contains("Serving ");
    String said = Files.readString(serve.out());
    String server = said.substring(said.indexOf("http://"), said.indexOf(" with "));
    Underway watch = startWatch();
    SoakLoad load = new SoakLoad(server, records, REQUESTS_PER_SECOND);
    int restarts = 0;
    boolean watchKilled = false;
    boolean postgresKilled = false;
    double[] before = new double[0];
    try {
      long begin = System.nanoTime();
      long end = begin + time.toNanos();
      long nextFile = begin;
      long nextRestart = begin + betweenRestarts.toNanos();
      while (System.nanoTime() < end) {
        if (System.nanoTime() >= nextFile) {
          nextFile += TimeUnit.SECONDS.toNanos(SECONDS_BETWEEN_FILES);
          drop(files + 1);
        }
        if (System.nanoTime() >= nextRestart) {
          nextRestart += betweenRestarts.toNanos();
          restart(restarts++);
        }
        if (!watchKilled && System.nanoTime() - begin > time.toNanos() / 4) {
          watchKilled = true;
          watch.kill();
          watch = events.during(Event.WATCH_STARTS, SETTLES, this::startWatch);
        }
        if (!postgresKilled && System.nanoTime() - begin > time.toNanos() * 3 / 5) {
          postgresKilled = true;
          events.during(
              Event.POSTGRES_AWAY,
              SETTLES,
              () -> {
                postgres.killAndStart();
                return postgres;
              });
        }
        if (before.length == 0 && System.nanoTime() - begin > time.toNanos() * 2 / 5) {
          Underway now = watch;
          before = events.during(Event.HEAP_LOOK, Duration.ZERO, () -> heaps(now, serve));
        }
        // The pace of the soak itself, not a wait for something.
        Thread.sleep(50);
      }
    } finally {
      load.end();
    }
    Underway last = watch;
    await()
        .atMost(PATIENCE)
        .until(() -> isEmpty(directory.resolve("in")) || !last.process().isAlive());
    double[] after = heaps(watch, serve);
    report(load, restarts);
    reportHeap("watch", before[0], after[0]);
    reportHeap("serve", before[1], after[1]);
    reportHeapsOfNodes();
    checkTables(load);
    for (Underway each : List.of(watch, serve)) {
      if (!each.process().isAlive()) {
        violations.add("a command has ended: " + Files.readString(each.err()));
      }
      each.process().destroy();
      assertThat(each.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
    show(watch);
    assertThat(violations).as(String.join("\n", table)).isEmpty();
  }

  private static boolean saysWhere(Underway serve) throws IOException {
    return Files.readString(serve.out()).contains(" with ");
  }

  private static boolean isEmpty(Path in) throws IOException {
    try (var left = Files.newDirectoryStream(in, "*.csv")) {
      return !left.iterator().hasNext();
    }
  }

  /** One node goes, in turns as it is told to and as it likes least, and another one comes. */
  private void restart(int number) throws Exception {
    Node node = nodes.get(number % NODES);
    // The first ones were there before the soak began.
    if (number >= NODES) {
      heapsOfNodes.add(
          events.during(Event.HEAP_LOOK, Duration.ZERO, () -> liveBytes(node.process())));
    }
    events.during(Event.NODE_LEAVES, Duration.ZERO, () -> end(node, number % 2 == 0));
    nodes.set(
        number % NODES, events.during(Event.NODE_STARTS, Duration.ZERO, standingNodes::start));
    events.add(Event.NODE_IS_NEW, Instant.now(), Instant.now().plus(IS_NEW));
  }

  private static int end(Node node, boolean asked) throws InterruptedException {
    if (asked) {
      node.process().destroy();
    } else {
      node.process().destroyForcibly();
    }
    assertThat(node.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
    return node.process().exitValue();
  }

  /** Bytes that live in the heaps of watch and serve after a full collection. */
  private static double[] heaps(Underway watch, Underway serve) throws Exception {
    return new double[] {liveBytes(watch.process()), liveBytes(serve.process())};
  }

  private static double liveBytes(Process process) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    Matcher total = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)").matcher(text);
    assertThat(total.find()).as(text).isTrue();
    return Double.parseDouble(total.group(1));
  }

  private void report(SoakLoad load, int restarts) throws IOException {
    line(
        "files dropped",
        files + ", each of " + ROWS + " rows; " + copies + " copies, " + bad + " bad");
    line("restarts of a node", Integer.toString(restarts));
    for (boolean isLink : new boolean[] {false, true}) {
      SoakLoad.Latencies of = isLink ? load.links : load.lookups;
      line(
          isLink ? "serve links" : "serve lookups",
          String.format(
              Locale.ROOT,
              "%,d answered; p50 %.1f ms, p99 %.0f ms, slowest %.0f ms; refused: %s",
              of.answered(),
              of.share(0.5),
              of.share(0.99),
              of.share(1),
              of.refusals()));
    }
    line("requests under way at once", "%d at most".formatted(load.mostUnderWay()));
    addFiles();
    addLoads();
    for (Event event : Event.values()) {
      line(
          "  while " + event.words(),
          shares("lookups", load.lookups, event) + "; " + shares("links", load.links, event));
    }
  }

  private String shares(String what, SoakLoad.Latencies all, Event event) {
    SoakLoad.Latencies of = all.of(answer -> events.between(answer.due(), answer.came()) == event);
    if (of.answered() == 0) {
      return "no " + what;
    }
    return String.format(
        Locale.ROOT,
        "%,d %s, p50 %.1f ms, p99 %.0f ms, slowest %.0f ms",
        of.answered(),
        what,
        of.share(0.5),
        of.share(0.99),
        of.share(1));
  }

  /** When the reference was loaded is in the logs of the nodes. */
  private void addLoads() throws IOException {
    int loads = 0;
    try (var logs = Files.newDirectoryStream(directory, "node-*.log")) {
      for (Path log : logs) {
        Instant from = Instant.MAX;
        for (String line : Files.readAllLines(log)) {
          Matcher load = LOAD.matcher(line);
          if (!load.find()) {
            continue;
          }
          Instant at = OffsetDateTime.parse(load.group(1)).toInstant();
          if (load.group(2).equals("begins")) {
            from = at;
          } else if (from.isBefore(at)) {
            events.add(Event.LOADING, from, at);
            loads++;
          }
        }
      }
    }
    line("loads of the reference", loads + ", by node");
  }

  /** When files were linked is known to the database. */
  private void addFiles() {
    try (Database database = Database.open(postgres.settings(), SCHEMA)) {
      database
          .jdbi()
          .useHandle(
              handle ->
                  handle
                      .createQuery(
                          "select seen_at, ended_at from watched_file where ended_at is not null")
                      .map(
                          (row, context) ->
                              new Instant[] {
                                row.getTimestamp(1).toInstant(), row.getTimestamp(2).toInstant()
                              })
                      .forEach(span -> events.add(Event.FILE, span[0], span[1])));
    }
  }

  private void reportHeapsOfNodes() {
    line(
        "heaps of nodes that went",
        heapsOfNodes.isEmpty()
            ? "none was there long enough"
            : heapsOfNodes.stream()
                .map(bytes -> String.format(Locale.ROOT, "%.1f", bytes / MEGA))
                .collect(Collectors.joining(", ", "", " MB")));
    if (!heapsOfNodes.isEmpty()
        && heapsOfNodes.get(heapsOfNodes.size() - 1)
            > heapsOfNodes.get(0) * MOST_GROWTH + ALLOWANCE_OF_NODES) {
      violations.add("the heaps of nodes have grown");
    }
  }

  private void reportHeap(String name, double before, double after) {
    line(
        "heap of " + name,
        String.format(
            Locale.ROOT,
            "%.1f MB after two fifths, %.1f MB at the end",
            before / MEGA,
            after / MEGA));
    if (after > before * MOST_GROWTH + ALLOWANCE) {
      violations.add("the heap of " + name + " has grown");
    }
  }

  private void line(String what, String value) {
    table.add(String.format(Locale.ROOT, "%-34s %s", what, value));
  }

  private void checkTables(SoakLoad load) {
    try (Database database = Database.open(postgres.settings(), SCHEMA)) {
      equal(
          database,
          "files linked",
          files,
          "select count(*) from watched_file where state = 'LINKED'");
      equal(
          database,
          "copies told as such",
          copies,
          "select count(*) from watched_file where state = 'DUPLICATE'");
      equal(
          database,
          "bad files told as such",
          bad,
          "select count(*) from watched_file where state = 'FAILED'");
      equal(
          database,
          "files not finished",
          0,
          "select count(*) from watched_file where state = 'LINKING'");
      equal(
          database,
          "contents in the database",
          files + 1,
          "select count(*) from source_file where role = 'records' and state = 'DONE'");
      equal(
          database,
          "rows of watched files",
          (long) files * ROWS,
          "select (select count(*) from source_record where file_id = any(f)) + (select count(*) from reject where file_id = any(f))"
              + " from (select array_agg(file_id) as f from watched_file where state = 'LINKED') w");
      equal(
          database,
          "rows without a link",
          0,
          "select count(*) from source_record s where not exists (select from link l where l.mention_id = s.mention_id)");
      equal(
          database,
          "links to entities that are not there",
          0,
          "select count(*) from link l where entity_id is not null and not exists (select from entity e where e.entity_id = l.entity_id)");
      equal(database, "runs not done", 0, "select count(*) from run where state <> 'DONE'");
      List<String> kept =
          database
              .jdbi()
              .withHandle(
                  handle ->
                      handle
                          .createQuery(
                              "select record_id from source_record s join source_file f using (file_id) where f.role = 'serve'")
                          .mapTo(String.class)
                          .list());
      line("records linked by serve", kept.size() + ", answered " + load.accepted.size());
      List<String> lost = new ArrayList<>(load.accepted);
      lost.removeAll(kept);
      if (!lost.isEmpty()) {
        violations.add("serve has lost " + lost);
      }
      if (kept.stream().distinct().count() != kept.size()) {
        violations.add("serve has doubled a record");
      }
    }
  }

  private void equal(Database database, String what, long expected, String sql) {
    long found =
        database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    line(what, String.format(Locale.ROOT, "%,d", found));
    if (found != expected) {
      violations.add("%s: %d, but %d were expected".formatted(what, found, expected));
    }
  }

  private void show(Underway watch) throws IOException {
    table.add(violations.isEmpty() ? "nothing lost, nothing doubled" : "VIOLATED: " + violations);
    table.add("what the watch said last:");
    List<String> said = Files.readAllLines(watch.err());
    table.addAll(said.subList(Math.max(0, said.size() - 10), said.size()));
    Files.createDirectories(LOG.getParent());
    Files.writeString(LOG, String.join("\n", table) + "\n");
  }
}
