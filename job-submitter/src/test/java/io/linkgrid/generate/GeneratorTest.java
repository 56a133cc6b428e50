package io.linkgrid.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.linkgrid.generate.GeneratorSettings.Layout;
import io.linkgrid.model.LinkgridException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {
  private static final int NAME = 0;
  private static final int ADDRESS = 1;
  private static final int ZIP = 4;
  private static final int LATITUDE = 5;
  private static final int LONGITUDE = 6;
  private static final int PHONE = 7;
  private static final int INSPECTION = 8;
  private static final int DATE = 9;
  private static final int VIOLATION = 12;

  @TempDir private Path directory;

  /**
   * The bytes of these files are a promise: whoever quotes a seed means them. A change of the
   * generator that changes them belongs in the change log.
   */
  @Test
  void theBytesOfASeed_areThoseThatWerePromised() {
    assertThat(checksums(write("inspections", inspections(11, 0.1))))
        .containsExactly(
            Map.entry("a.csv", "36cf5bd573e64b68670d16ef136587fe6fdf0a0bff761d725306350785d5a8a4"),
            Map.entry("b.csv", "e974b7e6e5e378b50366d95fb96309b22325f7e03b5d6acfee97871d548b0f36"),
            Map.entry(
                "trips-1.csv", "a0411d34a2357f2c576ad313f9671de9e6e14a9017307758fc20b576668a7154"),
            Map.entry(
                "trips-2.csv", "256553bba7c074de6f2d6b71d1e6655b23dc9496cfc868a7c784799937b2df3b"),
            Map.entry(
                "truth.csv", "f60abaeb6ce4523b95e81d66304bda752672af5d1d81e69420df871878435499"));
    assertThat(
            checksums(
                write(
                    "reference",
                    new GeneratorSettings(Layout.REFERENCE, 50, 200, 11, 0.8, 0, 0.5))))
        .containsExactly(
            Map.entry("b.csv", "210f3347a16fc83f05f248efdda16332c13ea1d774afa5b2439fd391b4e74991"),
            Map.entry(
                "clean.csv", "705f18da9f09cc20cdd448168ac518960a76ea0961194267f3fbd61c9b9f25cd"),
            Map.entry(
                "truth.csv", "ed20390e5b01b0ae95b94ac8ce12767a09efdc28f351220257f000d252282bfe"));
  }

  @Test
  void theSameSeed_givesTheSameBytesWhereverItRuns() {
    Map<String, String> first = checksums(write("first", inspections(5, 0.1)));

    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(checksums(write("in-egypt", inspections(5, 0.1)))).isEqualTo(first);
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(checksums(write("in-turkey", inspections(5, 0.1)))).isEqualTo(first);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void anotherSeed_givesOtherBusinesses() {
    Map<String, String> first = checksums(write("first", inspections(5, 0.1)));

    assertThat(checksums(write("second", inspections(6, 0.1))))
        .allSatisfy((file, sum) -> assertThat(sum).isNotEqualTo(first.get(file)));
  }

  @Test
  void whatIsReported_isWhatIsThere() throws IOException {
    List<GeneratedFile> files = write("all", inspections(5, 0.1));

    for (GeneratedFile file : files) {
      assertThat(Files.size(file.path())).isEqualTo(file.bytes());
    }
    assertThat(files.get(0).rows() + files.get(1).rows()).isEqualTo(4_000);
    try (var names = Files.list(directory.resolve("all"))) {
      assertThat(names.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("a.csv", "b.csv", "truth.csv", "trips-1.csv", "trips-2.csv");
    }
  }

  @Test
  void truth_namesEachRowOfBothFilesOnce() {
    write("t", inspections(5, 0.1));
    List<List<String>> a = rows("t/a.csv");
    List<List<String>> b = rows("t/b.csv");
    List<List<String>> truth = rows("t/truth.csv");

    assertThat(a.get(0)).isEqualTo(Inspections.COLUMNS);
    assertThat(b).allSatisfy(row -> assertThat(row).hasSize(15));
    assertThat(truth.get(0)).containsExactly("file", "row", "business_id");
    assertThat(numbersOf("A", truth)).isEqualTo(IntStream.range(1, a.size()).boxed().toList());
    assertThat(numbersOf("B", truth))
        .isEqualTo(IntStream.rangeClosed(1, b.size()).boxed().toList());
    assertThat(businesses("A", truth).size() + businesses("B", truth).size())
        .isEqualTo(a.size() - 1 + b.size());
  }

  @Test
  void everyBusinessIsInspected_aFifthOfTheRowsAreInB_andSomeBusinessesOnlyThere() {
    write("t", inspections(5, 0.1));
    List<List<String>> truth = rows("t/truth.csv");
    Set<String> inA = new HashSet<>(businesses("A", truth));
    Set<String> inB = new HashSet<>(businesses("B", truth));

    assertThat(businesses("B", truth).size()).isBetween(700, 900);
    Set<String> all = new HashSet<>(inA);
    all.addAll(inB);
    assertThat(all).hasSize(500);
    inB.removeAll(inA);
    assertThat(inB).hasSizeBetween(15, 60);
  }

  @Test
  void withoutDamage_aBusinessIsAlwaysWrittenTheSame() {
    write("t", inspections(5, 0));
    Map<String, Set<List<String>>> spellings = new HashMap<>();
    forEachRow(
        "t",
        (business, row) ->
            spellings
                .computeIfAbsent(business, key -> new HashSet<>())
                .add(List.of(row.get(NAME), row.get(ADDRESS), row.get(ZIP), row.get(PHONE))));

    assertThat(spellings).hasSize(500).allSatisfy((id, all) -> assertThat(all).hasSize(1));
  }

  @Test
  void damage_hitsItsShareOfTheRows() {
    write("clean", inspections(5, 0));
    write("dirty", inspections(5, 0.1));
    List<List<String>> clean = rows("clean/a.csv");
    List<List<String>> dirty = rows("dirty/a.csv");

    assertThat(shareOfDifferences(clean, dirty, NAME)).isBetween(0.08, 0.12);
    assertThat(shareOfDifferences(clean, dirty, ADDRESS)).isBetween(0.08, 0.12);
    assertThat(shareOfDifferences(clean, dirty, ZIP)).isBetween(0.035, 0.065);
    assertThat(shareOfDifferences(clean, dirty, LATITUDE)).isZero();
    assertThat(shareOfDifferences(clean, dirty, INSPECTION)).isZero();
    assertThat(shareOfDifferences(clean, dirty, DATE)).isZero();
  }

  @Test
  void anInspection_isOfOneBusinessOnOneDay_andItsIdGivesNothingAway() {
    write("t", inspections(5, 0));
    Map<String, Set<String>> tellsOf = new HashMap<>();
    Map<String, Integer> sizes = new HashMap<>();
    Set<String> violations = new HashSet<>();
    forEachRow(
        "t",
        (business, row) -> {
          String inspection = row.get(INSPECTION);
          assertThat(inspection).matches("I\\d{10}");
          assertThat(LocalDate.parse(row.get(DATE)).getYear()).isBetween(2023, 2024);
          tellsOf
              .computeIfAbsent(inspection, key -> new HashSet<>())
              .add(business + " " + row.get(DATE));
          sizes.merge(inspection, 1, Integer::sum);
          if (!row.get(VIOLATION).isEmpty()) {
            assertThat(row.get(VIOLATION)).matches(inspection + "_\\d{4}");
            assertThat(violations.add(row.get(VIOLATION))).isTrue();
          }
        });

    assertThat(tellsOf).allSatisfy((id, all) -> assertThat(all).hasSize(1));
    assertThat(sizes.values()).contains(1, 2, 3, 4);
    assertThat(violations).hasSizeBetween(3_000, 3_900);
    // sorted by id, the businesses are in no order: the id was not made from them
    List<String> byId =
        new TreeMap<>(tellsOf).values().stream().map(s -> s.iterator().next()).toList();
    long rising =
        IntStream.range(1, byId.size())
            .filter(i -> byId.get(i - 1).compareTo(byId.get(i)) < 0)
            .count();
    assertThat((double) rising / byId.size()).isBetween(0.45, 0.55);
  }

  @Test
  void chainsAndSharedAddresses_makeItHard() {
    write("t", inspections(5, 0));
    Map<String, Set<String>> addressesOfName = new HashMap<>();
    Map<String, Set<String>> namesAtAddress = new HashMap<>();
    forEachRow(
        "t",
        (business, row) -> {
          String address = row.get(ADDRESS) + " " + row.get(ZIP);
          addressesOfName.computeIfAbsent(row.get(NAME), key -> new HashSet<>()).add(address);
          namesAtAddress.computeIfAbsent(address, key -> new HashSet<>()).add(row.get(NAME));
        });

    assertThat(addressesOfName.values()).anyMatch(addresses -> addresses.size() >= 3);
    assertThat(namesAtAddress.values().stream().filter(names -> names.size() > 1).count())
        .isGreaterThan(10);
  }

  @Test
  void halfHaveCoordinates_aThirdHasAPhoneThatNobodyCanHave() {
    write("t", inspections(5, 0));
    Map<String, List<String>> rowOf = new HashMap<>();
    forEachRow("t", rowOf::put);

    assertThat(rowOf.values().stream().filter(row -> !row.get(LATITUDE).isEmpty()).count())
        .isBetween(210L, 290L);
    List<String> phones =
        rowOf.values().stream().map(row -> row.get(PHONE)).filter(p -> !p.isEmpty()).toList();
    assertThat(phones).hasSizeBetween(130, 210);
    assertThat(phones).allMatch(phone -> phone.matches("\\+1\\d{3}([2-9]11|555)\\d{4}"));
  }

  @Test
  void skew_makesSomeZipsLarge() {
    write("even", new GeneratorSettings(Layout.INSPECTIONS, 3000, 3000, 5, 0, 0, 0));
    write("uneven", new GeneratorSettings(Layout.INSPECTIONS, 3000, 3000, 5, 0, 0, 1));

    assertThat(largestZip("even")).isBetween(100L, 150L);
    // 1 / (1 + 1/2 + … + 1/30) is a quarter
    assertThat(largestZip("uneven")).isBetween(650L, 850L);
  }

  @Test
  void trips_endNearBusinessesInTheWeekAfterTheirInspection() {
    write("t", inspections(5, 0.1));
    List<List<String>> first = rows("t/trips-1.csv");
    List<List<String>> second = rows("t/trips-2.csv");

    assertThat(first).hasSize(1 + 150).allSatisfy(trip -> assertThat(trip).hasSize(14));
    assertThat(second).hasSize(1 + 150).allSatisfy(trip -> assertThat(trip).hasSize(16));
    assertThat(second.get(0))
        .contains("member_birth_year", "member_gender")
        .containsAll(first.get(0));
    List<List<String>> trips = new ArrayList<>(first.subList(1, first.size()));
    trips.addAll(second.subList(1, second.size()));
    List<List<String>> inspections = new ArrayList<>();
    forEachRow("t", (business, row) -> inspections.add(row));
    List<List<String>> some = inspections.subList(0, 800);

    assertThat(some.stream().filter(row -> trips.stream().anyMatch(t -> joins(t, row))))
        .hasSizeGreaterThan(10);
  }

  @Test
  void secondMonthOfTrips_quotesItsTextsAndNotItsNumbers() throws IOException {
    write("t", inspections(5, 0.1));

    assertThat(Files.readAllLines(directory.resolve("t/trips-1.csv")))
        .noneMatch(line -> line.contains("\""));
    List<String> lines = Files.readAllLines(directory.resolve("t/trips-2.csv"));
    assertThat(lines.get(0)).startsWith("\"duration_sec\",\"start_time\",");
    assertThat(lines.get(1)).matches("\\d+,\"2024-05-.*\",\"2024-05-.*\",\\d+,\".*\",47\\..*");
  }

  @Test
  void reference_hasEachBusinessOnceAndClean_aFifthOfTheRecordsIsUnknown() {
    write("r", new GeneratorSettings(Layout.REFERENCE, 400, 2_000, 5, 0, 0, 0.5));
    Map<String, List<String>> clean =
        rows("r/clean.csv").stream()
            .skip(1)
            .collect(Collectors.toMap(row -> row.get(0), row -> row.subList(1, row.size())));
    List<List<String>> b = rows("r/b.csv");
    List<List<String>> truth = rows("r/truth.csv");

    assertThat(clean).hasSize(400);
    assertThat(b).hasSize(2_000);
    assertThat(truth.get(0)).containsExactly("inspection_id", "business_id", "known");
    assertThat(truth).hasSize(2_001);
    int unknown = 0;
    for (int i = 0; i < b.size(); i++) {
      List<String> record = b.get(i);
      List<String> told = truth.get(i + 1);
      assertThat(told.get(0)).isEqualTo(record.get(INSPECTION));
      if (told.get(2).equals("1")) {
        assertThat(record.subList(0, 8)).isEqualTo(clean.get(told.get(1)));
      } else {
        unknown++;
        assertThat(clean).doesNotContainKey(told.get(1));
      }
    }
    assertThat(unknown).isBetween(340, 460);
    assertThat(b.stream().map(row -> row.get(INSPECTION)).distinct()).hasSize(2_000);
  }

  @Test
  void oneBusinessWithManyRows_isWrittenToo() {
    write("t", new GeneratorSettings(Layout.INSPECTIONS, 1, 500, 5, 0.5, 1, 0));

    assertThat(rows("t/truth.csv")).hasSize(501);
  }

  @Test
  void zipsAreLeftOutAndWrong_andAllElseIsTheSame() throws IOException {
    write("zips", new GeneratorSettings(Layout.REFERENCE, 200, 4_000, 5, 0.1, 0, 0.5));
    write("worse", new GeneratorSettings(Layout.REFERENCE, 200, 4_000, 5, 0.1, 0, 0.5, 0.2, 0.1));

    List<List<String>> before = rows("zips/b.csv");
    List<List<String>> after = rows("worse/b.csv");
    assertThat(rows("worse/truth.csv")).isEqualTo(rows("zips/truth.csv"));
    assertThat(rows("worse/clean.csv")).isEqualTo(rows("zips/clean.csv"));
    int missing = 0;
    int wrong = 0;
    for (int i = 1; i < after.size(); i++) {
      if (!after.get(i).equals(before.get(i))) {
        String zip = differing(before.get(i), after.get(i));
        assertThat(zip).matches("|987[0-9]{2}");
        missing += zip.isEmpty() ? 1 : 0;
        wrong += zip.isEmpty() ? 0 : 1;
      }
    }
    assertThat(missing / 4_000.0).isCloseTo(0.2, within(0.03));
    assertThat(wrong / 4_000.0).isCloseTo(0.1, within(0.02));
  }

  /** The one field in which a row differs from another, as the second one has it. */
  private static String differing(List<String> before, List<String> after) {
    List<String> differing =
        IntStream.range(0, after.size())
            .filter(i -> !after.get(i).equals(before.get(i)))
            .mapToObj(after::get)
            .toList();
    assertThat(differing).hasSize(1);
    return differing.get(0);
  }

  @Test
  void sharesOfZipsThatCannotBe_areNamed() {
    assertThatThrownBy(() -> new GeneratorSettings(Layout.REFERENCE, 10, 10, 1, 0, 0, 0, 1.5, -0.5))
        .hasMessage(
            "Cannot generate: --missing-zip is a share from 0 to 1, but found 1.5; --wrong-zip is a"
                + " share from 0 to 1, but found -0.5.");
    assertThatThrownBy(() -> new GeneratorSettings(Layout.REFERENCE, 10, 10, 1, 0, 0, 0, 0.75, 0.5))
        .hasMessage(
            "Cannot generate: --missing-zip and --wrong-zip are at most 1 together, but found"
                + " 1.25.");
  }

  @Test
  void settingsThatCannotBe_areAllNamedTogether() {
    assertThatThrownBy(() -> new GeneratorSettings(Layout.INSPECTIONS, 0, 0, 1, 1.5, -1, -0.5))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            "Cannot generate: --entities is 1 to 20000000, but found 0; --records is 1 to"
                + " 1000000000, but found 0; --damage is a share from 0 to 1, but found 1.5;"
                + " --trips is 0 to 1000000000, but found -1; --skew is 0 to 4, but found -0.5.");
    assertThatThrownBy(
            () -> new GeneratorSettings(Layout.INSPECTIONS, 10, 9, 1, Double.NaN, 0, 0.5))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            "Cannot generate: --records is at least --entities, because each business has a row,"
                + " but found 9 records for 10 entities; --damage is a share from 0 to 1, but found"
                + " NaN.");
  }

  @Test
  void directoryThatIsAFile_isNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("occupied"));

    assertThatThrownBy(() -> Generator.write(inspections(5, 0.1), file))
        .isInstanceOf(LinkgridException.class)
        .hasMessageStartingWith("Cannot write to " + file + ": ")
        .hasMessageEndingWith(". Give --out a directory that can be written to and has room.");
  }

  private static GeneratorSettings inspections(long seed, double damage) {
    return new GeneratorSettings(Layout.INSPECTIONS, 500, 4_000, seed, damage, 300, 0.5);
  }

  private List<GeneratedFile> write(String folder, GeneratorSettings settings) {
    return Generator.write(settings, directory.resolve(folder));
  }

  private static Map<String, String> checksums(List<GeneratedFile> files) {
    Map<String, String> sums = new TreeMap<>();
    files.forEach(file -> sums.put(file.path().getFileName().toString(), file.sha256()));
    return sums;
  }

  private List<List<String>> rows(String file) {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(directory.resolve(file))) {
      return reader.stream().map(CsvRecord::getFields).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private interface RowCheck {
    void accept(String business, List<String> row);
  }

  private void forEachRow(String folder, RowCheck check) {
    List<List<String>> truth = rows(folder + "/truth.csv");
    List<List<String>> a = rows(folder + "/a.csv");
    List<List<String>> b = rows(folder + "/b.csv");
    List<String> businessesOfA = businesses("A", truth);
    List<String> businessesOfB = businesses("B", truth);
    for (int i = 1; i < a.size(); i++) {
      check.accept(businessesOfA.get(i - 1), a.get(i));
    }
    for (int i = 0; i < b.size(); i++) {
      check.accept(businessesOfB.get(i), b.get(i));
    }
  }

  private static List<String> businesses(String file, List<List<String>> truth) {
    return truth.stream().filter(row -> row.get(0).equals(file)).map(row -> row.get(2)).toList();
  }

  private static List<Integer> numbersOf(String file, List<List<String>> truth) {
    return truth.stream()
        .filter(row -> row.get(0).equals(file))
        .map(row -> Integer.valueOf(row.get(1)))
        .toList();
  }

  private static double shareOfDifferences(
      List<List<String>> rows, List<List<String>> others, int column) {
    assertThat(rows).hasSameSizeAs(others);
    long different =
        IntStream.range(0, rows.size())
            .filter(i -> !rows.get(i).get(column).equals(others.get(i).get(column)))
            .count();
    return (double) different / rows.size();
  }

  private long largestZip(String folder) {
    Map<String, Long> sizes = new HashMap<>();
    forEachRow(folder, (business, row) -> sizes.merge(row.get(ZIP), 1L, Long::sum));
    return sizes.values().stream().max(Long::compare).orElseThrow();
  }

  /** The final join as the exercise words it. */
  private static boolean joins(List<String> trip, List<String> row) {
    if (row.get(LATITUDE).isEmpty() || row.get(VIOLATION).isEmpty()) {
      return false;
    }
    String end = trip.get(2).substring(0, 10);
    LocalDate inspected = LocalDate.parse(row.get(DATE));
    LocalDate ended = LocalDate.parse(end);
    return !ended.isBefore(inspected)
        && ended.isBefore(inspected.plusDays(7))
        && distance(trip.get(9), row.get(LATITUDE)) <= 0.00720772
        && distance(trip.get(10), row.get(LONGITUDE)) <= 0.0090810;
  }

  private static double distance(String degrees, String others) {
    return Math.abs(Double.parseDouble(degrees) - Double.parseDouble(others));
  }
}
