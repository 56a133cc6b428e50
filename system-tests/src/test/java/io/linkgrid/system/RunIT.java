package io.linkgrid.system;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.linkgrid.system.LinkgridCommand.Finished;
import io.linkgrid.system.LinkgridCommand.Underway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code linkgrid run} as a user types it: the launcher of the distribution, node processes that do
 * not have the submitter's classes, and a real Postgres. All runs are on the same invented data,
 * and are compared with one run that nothing disturbed.
 */
class RunIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int ROWS = 4_000;
  private static final int TRIPS = 3_000;

  /** The run that is measured here reaches 0.998; what is below the floor is another algorithm. */
  private static final double F1_FLOOR = 0.995;

  private static final double LATITUDE = 0.00720772;
  private static final double LONGITUDE = 0.0090810;

  @TempDir static Path shared;

  private static LinkgridCommand linkgrid;
  private static Path a;
  private static Path b;
  private static List<Path> trips;

  /** The undisturbed run, on two node processes. */
  private static Run undisturbed;

  @BeforeAll
  static void inventDataAndRunOnTwoNodes() throws Exception {
    linkgrid = new LinkgridCommand(shared);
    linkgrid
        .run(
            "generate",
            List.of("--entities", 400, "--records", ROWS, "--trips", TRIPS),
            List.of("--seed", 5, "--out", "data"))
        .succeeded();
    a = shared.resolve("data/a.csv");
    b = shared.resolve("data/b.csv");
    trips = List.of(shared.resolve("data/trips-1.csv"), shared.resolve("data/trips-2.csv"));
    undisturbed = Run.named("two-nodes");
    undisturbed.run(everything(), List.of("--nodes", 2)).succeeded();
  }

  private static List<Object> everything() {
    return List.of("--a", a, "--b", b, "--trips", trips.get(0), trips.get(1));
  }

  /** Where a run keeps its data and puts its results. */
  private record Run(Path data, Path out) {
    static Run named(String name) {
      return new Run(shared.resolve(name + "-data"), shared.resolve(name + "-out"));
    }

    Finished run(List<?>... arguments) throws Exception {
      return start(arguments).finish();
    }

    Underway start(List<?>... arguments) throws IOException {
      return linkgrid.start("run", List.of(arguments), List.of("--data-dir", data, "--out", out));
    }

    JsonNode summary() throws IOException {
      return JSON.readTree(out.resolve("summary.json").toFile());
    }

    List<NamedCsvRecord> csv(String name) throws IOException {
      return Csv.read(out.resolve(name));
    }

    byte[] bytes(String name) throws IOException {
      return Files.readAllBytes(out.resolve(name));
    }
  }

  @Test
  void eachRowOfBothFiles_isOnceInTheResults_andTheNumbersAddUp() throws Exception {
    JsonNode summary = undisturbed.summary();
    List<NamedCsvRecord> links = undisturbed.csv("links.csv");
    List<String> rows =
        Stream.concat(links.stream(), undisturbed.csv("rejects.csv").stream())
            .map(row -> row.getField("file") + " " + row.getField("row"))
            .toList();
    Set<String> expected = new HashSet<>();
    for (NamedCsvRecord row : Csv.read(shared.resolve("data/truth.csv"))) {
      expected.add(row.getField("file") + " " + row.getField("row"));
    }

    assertThat(rows).hasSize(ROWS).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(summary.get("read").asInt())
        .isEqualTo(ROWS)
        .isEqualTo(sum(summary, "linked", "new", "review", "rejected"));
    assertThat(links.stream().filter(row -> row.getField("decision").equals("NEW")))
        .hasSize(undisturbed.csv("entities.csv").size())
        .hasSize(summary.get("entities").asInt())
        .hasSize(summary.get("new").asInt());
    assertThat(summary.get("links_sha256").asText())
        .isEqualTo(sha256(undisturbed.bytes("links.csv")));
  }

  private static int sum(JsonNode summary, String... names) {
    return Stream.of(names).mapToInt(name -> summary.get(name).asInt()).sum();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void aLookup_isWhereTheBlockLies_onBothNodes() throws Exception {
    JsonNode summary = undisturbed.summary();

    assertThat(summary.get("nodes").asInt()).isEqualTo(2);
    assertThat(summary.get("lookups").asLong())
        .isPositive()
        .isEqualTo(summary.get("local_lookups").asLong());
    assertThat(summary.get("work"))
        .hasSize(2)
        .allSatisfy(node -> assertThat(node.get("lookups").asLong()).isPositive());
  }

  @Test
  void theLinks_areCloseToTheTruth() throws Exception {
    Finished evaluation =
        linkgrid
            .run(
                List.of("evaluate", "--truth", "data/truth.csv", "--format", "json"),
                List.of("--links", undisturbed.out().resolve("links.csv")))
            .succeeded();

    assertThat(JSON.readTree(evaluation.out()).at("/row_pairs/f1").asDouble())
        .isGreaterThanOrEqualTo(F1_FLOOR);
  }

  @Test
  void theReport_needsNothingBesideIt() throws Exception {
    String page = Files.readString(undisturbed.out().resolve("report.html"));

    assertThat(page.substring(0, 15)).isEqualToIgnoringCase("<!DOCTYPE html>");
    assertThat(page.contains(undisturbed.summary().get("links_sha256").asText())).isTrue();
    assertThat(page.replaceAll("(?s)(<script[^>]*>).*?</script>|<style>.*?</style>", "$1"))
        .doesNotContain(" src=", " href=", "<link", "<iframe");
  }

  @Test
  void theNumberOfNodes_doesNotShowInTheResults() throws Exception {
    Run onOneNode = Run.named("one-node");
    Run inside = Run.named("inside");

    onOneNode.run(everything(), List.of("--nodes", 1)).succeeded();
    inside.run(everything()).succeeded();

    Map<String, String> contents = Tables.contents(undisturbed.data());
    assertThat(contents).containsKeys("link", "entity", "joined_event", "joined_week");
    for (Run other : List.of(onOneNode, inside)) {
      assertThat(other.summary().get("nodes").asInt()).isEqualTo(1);
      assertSameResults(other);
      assertThat(Tables.contents(other.data())).isEqualTo(contents);
    }
  }

  private static void assertSameResults(Run other) throws IOException {
    JsonNode expected = undisturbed.summary();
    assertThat(expected.get("joined").asInt()).isPositive();
    for (String name : List.of("links_sha256", "joined", "joined_events", "entities", "review")) {
      assertThat(other.summary().get(name)).as(name).isEqualTo(expected.get(name));
    }
    for (String name : List.of("links.csv", "entities.csv", "rejects.csv")) {
      assertThat(other.bytes(name)).as(name).isEqualTo(undisturbed.bytes(name));
    }
  }

  @Test
  void theSameRunAgain_changesNothing_andSaysSo() throws Exception {
    Map<String, String> before = Tables.checksums(undisturbed.data());
    Run again = new Run(undisturbed.data(), shared.resolve("again-out"));

    Finished second = again.run(everything(), List.of("--nodes", 2)).succeeded();

    assertThat(second.err())
        .contains("The database already holds the result of this run")
        .doesNotContain("land A", "grid: started");
    assertThat(again.summary().get("repeated").asBoolean()).isTrue();
    assertSameResults(again);
    assertThat(Tables.checksums(undisturbed.data())).isEqualTo(before);
  }

  @Test
  void aRunThatWasKilledTwice_goesOn_andEndsAsIfNothingHadHappened() throws Exception {
    Run killed = Run.named("killed");
    Underway first = killed.start(everything(), List.of("--nodes", 2));
    first.awaitErr("found A: started");
    List<ProcessHandle> nodes =
        first
            .process()
            .descendants()
            .filter(p -> p.info().commandLine().orElse("").contains("GridNode"))
            .toList();
    first.kill();
    assertThat(nodes).hasSize(2);
    await().atMost(PATIENCE).until(() -> nodes.stream().noneMatch(ProcessHandle::isAlive));

    Underway second = killed.start(everything());
    second.awaitErr("join: started");
    second.kill();
    assertThat(second.err()).content().contains("was begun before and goes on where it stopped.");

    Finished third = killed.run(everything()).succeeded();
    assertThat(third.err())
        .contains(
            "was begun before and goes on where it stopped.",
            "A (a.csv) is in the database already.",
            "B (b.csv) is in the database already.")
        .doesNotContain("land A", "land B", "train", "match A", "match B");
    assertSameResults(killed);
    assertThat(Tables.contents(killed.data())).isEqualTo(Tables.contents(undisturbed.data()));
  }

  /**
   * What A founded is no news for the run that takes B in: its rows are MATCH where those of the
   * undisturbed run are NEW. Nothing else may differ.
   */
  @Test
  void aFirst_andBLater_givesTheSameEntitiesAndLinks() throws Exception {
    Run later = Run.named("later");
    later.run(List.of("--a", a)).succeeded();
    int founded = later.summary().get("new").asInt();
    assertThat(later.csv("links.csv")).hasSize(later.summary().get("read").asInt());

    Finished withB = later.run(everything()).succeeded();

    assertThat(withB.err()).contains("A (a.csv) is in the database already.");
    assertThat(later.bytes("entities.csv")).isEqualTo(undisturbed.bytes("entities.csv"));
    List<String> expected = lines(undisturbed);
    assertThat(lines(later))
        .isEqualTo(
            expected.stream()
                .map(line -> line.startsWith("A,") ? line.replace(",NEW,", ",MATCH,") : line)
                .toList());
    assertThat(later.summary().get("new").asInt())
        .isEqualTo(undisturbed.summary().get("new").asInt() - founded);
    assertThat(later.summary().get("joined")).isEqualTo(undisturbed.summary().get("joined"));
  }

  private static List<String> lines(Run run) throws IOException {
    return Files.readAllLines(run.out().resolve("links.csv"));
  }

  /** A row that reports a violation, where and when. */
  private record Violation(String id, String entity, LocalDate date, double north, double east) {
    boolean isNear(Ride ride) {
      return Math.abs(ride.north() - north) <= LATITUDE
          && Math.abs(ride.east() - east) <= LONGITUDE
          && !ride.end().isBefore(date.atStartOfDay())
          && !ride.end().isAfter(date.plusDays(7).atStartOfDay());
    }
  }

  private record Ride(
      String file,
      long row,
      LocalDateTime end,
      double north,
      double east,
      int seconds,
      String bike) {}

  @Test
  void theJoin_isWhatEveryTripAgainstEveryViolationGives() throws Exception {
    List<Violation> violations = violations();
    List<String> joined = new ArrayList<>();
    Map<String, long[]> weeks = new TreeMap<>();
    Map<String, Set<Integer>> events = new TreeMap<>();
    for (Ride ride : rides()) {
      for (int i = 0; i < violations.size(); i++) {
        Violation violation = violations.get(i);
        if (violation.isNear(ride)) {
          joined.add(
              Stream.of(
                      ride.file(),
                      ride.row(),
                      violation.id(),
                      violation.date(),
                      violation.entity(),
                      ride.seconds(),
                      ride.bike())
                  .map(String::valueOf)
                  .collect(joining(" ")));
          String week = violation.entity() + " " + violation.date().with(DayOfWeek.MONDAY);
          long[] sums = weeks.computeIfAbsent(week, w -> new long[2]);
          sums[0]++;
          sums[1] += ride.seconds();
          events.computeIfAbsent(week, w -> new HashSet<>()).add(i);
        }
      }
    }
    List<String> byWeek =
        weeks.entrySet().stream()
            .map(
                week ->
                    week.getKey()
                        + " trips "
                        + week.getValue()[0]
                        + " events "
                        + events.get(week.getKey()).size()
                        + " seconds "
                        + week.getValue()[1])
            .toList();

    assertThat(joined).hasSize(undisturbed.summary().get("joined").asInt()).isNotEmpty();
    assertThat(
            Tables.texts(
                undisturbed.data(),
                """
                select concat_ws(' ', t.name, j.trip_no, j.event_id, j.event_date,
                                 j.entity_id, j.duration, j.bike_id)
                from joined_event j join trip_file t using (file_id)
                """))
        .containsExactlyInAnyOrderElementsOf(joined);
    assertThat(
            Tables.texts(
                undisturbed.data(),
                """
                select concat_ws(' ', entity_id, week, 'trips', trips, 'events', events,
                                 'seconds', seconds)
                from joined_week
                """))
        .containsExactlyInAnyOrderElementsOf(byWeek);
  }

  /** From the files alone: the rows, the entity that links.csv names, and its place. */
  private static List<Violation> violations() throws IOException {
    Map<String, String> places = new HashMap<>();
    for (NamedCsvRecord entity : undisturbed.csv("entities.csv")) {
      places.put(entity.getField("entity_id"), entity.getField("location"));
    }
    Map<String, String> entities = new HashMap<>();
    for (NamedCsvRecord link : undisturbed.csv("links.csv")) {
      entities.put(link.getField("file") + link.getField("row"), link.getField("entity_id"));
    }
    List<Violation> violations = new ArrayList<>();
    for (String role : List.of("A", "B")) {
      List<List<String>> rows = Csv.rows(role.equals("A") ? a : b);
      int header = role.equals("A") ? 1 : 0;
      for (int i = header; i < rows.size(); i++) {
        String date = rows.get(i).get(9);
        String violation = rows.get(i).get(12);
        String entity = entities.getOrDefault(role + (i - header + 1), "");
        String place = places.getOrDefault(entity, "");
        if (!violation.isEmpty() && !date.isEmpty() && !place.isEmpty()) {
          String[] northEast = place.split(" ", -1);
          violations.add(
              new Violation(
                  violation,
                  entity,
                  LocalDate.parse(date),
                  Double.parseDouble(northEast[0]),
                  Double.parseDouble(northEast[1])));
        }
      }
    }
    return violations;
  }

  private static List<Ride> rides() throws IOException {
    List<Ride> rides = new ArrayList<>();
    for (Path file : trips) {
      long row = 0;
      for (NamedCsvRecord trip : Csv.read(file)) {
        row++;
        rides.add(
            new Ride(
                file.getFileName().toString(),
                row,
                LocalDateTime.parse(trip.getField("end_time").replace(' ', 'T')),
                Double.parseDouble(trip.getField("end_station_latitude")),
                Double.parseDouble(trip.getField("end_station_longitude")),
                Integer.parseInt(trip.getField("duration_sec")),
                trip.getField("bike_id")));
      }
    }
    return rides;
  }
}
