package io.linkgrid.generate;

import io.linkgrid.generate.Dice.Purpose;
import io.linkgrid.spec.SpecReader;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** What an inspector writes down: date, score, type and findings, and ids that say nothing. */
final class Inspections {
  /** The columns of a row, in their order. */
  static final List<String> COLUMNS =
      SpecReader.builtIn("restaurants").orElseThrow().parse().format().columns();

  /** All dates are within these two years; the bike trips are, too. */
  private static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);

  private static final int DAYS = 731;
  private static final long IDS = 10_000_000_000L;

  private static final List<String> DATES =
      IntStream.range(0, DAYS).mapToObj(day -> FIRST_DAY.plusDays(day).toString()).toList();
  private static final List<String> OTHER_TYPES =
      List.of(
          "Reinspection/Followup",
          "Reinspection/Followup",
          "Reinspection/Followup",
          "Complaint",
          "New Ownership",
          "New Construction",
          "Site Visit");

  private record Violation(String code, String text, String risk) {}

  private final long seed;
  private final Shuffle ids;
  private final List<Violation> violations =
      Words.of("violations.tsv").stream()
          .map(line -> line.split("\t", -1))
          .map(columns -> new Violation(columns[0], columns[1], columns[2]))
          .toList();

  Inspections(long seed) {
    this.seed = seed;
    this.ids = new Shuffle(seed, 3, IDS);
  }

  /** Returns the id of an inspection; another inspection has another one. */
  String id(long inspection) {
    return "I" + Long.toString(IDS + ids.of(inspection)).substring(1);
  }

  /**
   * Returns a row about a business.
   *
   * @param business as it is written in this row
   * @param inspection the number of the inspection
   * @param finding the number of the row within its inspection, from 0
   * @param findings how many rows the inspection has
   */
  String[] row(Business business, long inspection, int finding, int findings) {
    Dice dice = Dice.of(seed, Purpose.INSPECTION, inspection);
    String date = dice.pick(DATES);
    boolean routine = dice.chance(0.7);
    String type = routine ? "Routine - Unscheduled" : dice.pick(OTHER_TYPES);
    String score = routine ? Integer.toString(100 - dice.lowBelow(45)) : "";
    boolean nothingFound = findings == 1 && dice.chance(0.5);
    // five steps of at most seven stay below the number of violations, so none comes twice
    int first = dice.below(violations.size());
    int step = 1 + dice.below(7);
    Violation violation = violations.get((first + finding * step) % violations.size());
    String id = id(inspection);
    return new String[] {
      business.name(),
      business.address(),
      City.NAME,
      City.STATE,
      business.zip(),
      business.latitude(),
      business.longitude(),
      business.phone(),
      id,
      date,
      score,
      type,
      nothingFound ? "" : id + "_" + violation.code(),
      nothingFound ? "" : violation.text(),
      nothingFound ? "" : violation.risk()
    };
  }
}
