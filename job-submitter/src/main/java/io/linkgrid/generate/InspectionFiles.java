package io.linkgrid.generate;

import io.linkgrid.generate.Dice.Purpose;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Writes {@code a.csv}, {@code b.csv} and {@code truth.csv}: each business has several inspections,
 * each inspection several rows, and all rows are shuffled over both files. A row is computed from
 * its number alone, so that the order costs no memory.
 */
final class InspectionFiles {
  private static final double SHARE_OF_B = 0.2;
  private static final double BUSINESSES_ONLY_IN_B = 0.05;
  private static final double ROWS_TO_B =
      (SHARE_OF_B - BUSINESSES_ONLY_IN_B) / (1 - BUSINESSES_ONLY_IN_B);

  private static final int ROWS_A_SEASON = 6;

  /** How the six rows of a season may be spread over inspections. */
  private static final List<List<Integer>> SEASONS =
      List.of(
          List.of(3, 1, 2),
          List.of(1, 2, 3),
          List.of(2, 4),
          List.of(5, 1),
          List.of(1, 1, 4),
          List.of(2, 1, 1, 2),
          List.of(6));

  private final World world;
  private final int[] firstRow;

  InspectionFiles(World world) {
    this.world = world;
    this.firstRow = firstRows(world);
  }

  List<GeneratedFile> write(Path directory) throws IOException {
    int records = world.settings.records();
    Shuffle order = new Shuffle(world.settings.seed(), 4, records);
    try (OutputFile a = OutputFile.of(directory, "a.csv");
        OutputFile b = OutputFile.of(directory, "b.csv");
        OutputFile truth = OutputFile.of(directory, "truth.csv")) {
      a.header(Inspections.COLUMNS);
      truth.header(List.of("file", "row", "business_id"));
      long rowsOfA = 0;
      long rowsOfB = 0;
      for (int i = 0; i < records; i++) {
        int row = (int) order.of(i);
        int number = businessOf(row);
        Dice dice = world.dice(Purpose.ROW, row);
        boolean toB = isOnlyInB(number) || dice.chance(ROWS_TO_B);
        String[] fields = row(number, row, dice);
        if (toB) {
          b.row(fields);
          truth.row("B", Long.toString(++rowsOfB), World.businessId(number));
        } else {
          a.row(fields);
          truth.row("A", Long.toString(++rowsOfA), World.businessId(number));
        }
      }
      return List.of(a.finish(), b.finish(), truth.finish());
    }
  }

  private boolean isOnlyInB(int business) {
    return world.dice(Purpose.ARRIVAL, business).chance(BUSINESSES_ONLY_IN_B);
  }

  private String[] row(int number, int row, Dice dice) {
    int rowOfBusiness = row - firstRow[number];
    int season = rowOfBusiness / ROWS_A_SEASON;
    long seasonOfAll = ((long) number << 32) | season;
    int from = season * ROWS_A_SEASON;
    int to = from;
    for (int size : world.dice(Purpose.VISITS, seasonOfAll).pick(SEASONS)) {
      from = to;
      to = from + size;
      if (rowOfBusiness < to) {
        break;
      }
    }
    int last = Math.min(to, firstRow[number + 1] - firstRow[number]);
    Business written = world.written(world.businesses.of(number), dice);
    return world.inspections.row(
        written, firstRow[number] + (long) from, rowOfBusiness - from, last - from);
  }

  private int businessOf(int row) {
    int found = Arrays.binarySearch(firstRow, row);
    return found >= 0 ? found : -found - 2;
  }

  /** One row a business; the others are dealt by the product of two dice: few have many. */
  private static int[] firstRows(World world) {
    int entities = world.settings.entities();
    int[] firstRow = new int[entities + 1];
    long weights = 0;
    for (int i = 0; i < entities; i++) {
      weights += weight(world, i);
    }
    long more = (long) world.settings.records() - entities;
    long before = 0;
    for (int i = 0; i < entities; i++) {
      before += weight(world, i);
      // at most 20 M * 254 * 1 G, and that is below 2^63
      firstRow[i + 1] = (int) (i + 1 + before * more / weights);
    }
    return firstRow;
  }

  private static int weight(World world, int business) {
    Dice dice = world.dice(Purpose.VISITS, -1L - business);
    return 1 + ((dice.below(256) * dice.below(256)) >> 8);
  }
}
