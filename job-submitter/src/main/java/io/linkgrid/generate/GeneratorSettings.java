package io.linkgrid.generate;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * What to invent. The same settings give the same files, byte for byte, on every machine.
 *
 * @param layout which files to write
 * @param entities how many businesses there are
 * @param records how many rows tell of them: all rows of both files for inspections, rows of the
 *     second file for a reference; for inspections at least one a business
 * @param seed what makes one invention differ from another
 * @param damage the share of rows whose name is damaged, and also whose address is; half as many
 *     zips. 0 gives rows without any damage
 * @param trips how many bike trips to write; 0 writes no files of trips
 * @param skew how uneven the sizes of the zips are: the k-th largest has 1/k^skew of the largest, 0
 *     makes all equal
 * @param missingZips the share of rows whose zip is left out, beside what damage does
 * @param wrongZips the share of rows that have another zip of the city instead of their own
 */
public record GeneratorSettings(
    Layout layout,
    int entities,
    int records,
    long seed,
    double damage,
    int trips,
    double skew,
    double missingZips,
    double wrongZips) {
  static final int MOST_ENTITIES = 20_000_000;
  static final int MOST_RECORDS = 1_000_000_000;
  static final double MOST_SKEW = 4;

  /** Which files to write. */
  public enum Layout {
    /**
     * Inspections of businesses in two files, {@code a.csv} with a header and {@code b.csv} without
     * one, and {@code truth.csv} with file, row and business.
     */
    INSPECTIONS,
    /**
     * A clean reference {@code clean.csv}, dirty records {@code b.csv} of which a fifth tell of
     * businesses that are not in it, and {@code truth.csv} with inspection, business and whether it
     * is known.
     */
    REFERENCE
  }

  /** Settings by which zips suffer no more than other values. */
  public GeneratorSettings(
      Layout layout, int entities, int records, long seed, double damage, int trips, double skew) {
    this(layout, entities, records, seed, damage, trips, skew, 0, 0);
  }

  /**
   * Checks the settings.
   *
   * @throws LinkgridException naming every setting that cannot be used
   */
  public GeneratorSettings {
    List<String> problems = new ArrayList<>();
    if (entities < 1 || entities > MOST_ENTITIES) {
      problems.add("--entities is 1 to " + MOST_ENTITIES + ", but found " + entities);
    }
    if (records < 1 || records > MOST_RECORDS) {
      problems.add("--records is 1 to " + MOST_RECORDS + ", but found " + records);
    } else if (layout == Layout.INSPECTIONS && records < entities) {
      problems.add(
          "--records is at least --entities, because each business has a row, but found "
              + records
              + " records for "
              + entities
              + " entities");
    }
    if (!(damage >= 0 && damage <= 1)) {
      problems.add("--damage is a share from 0 to 1, but found " + damage);
    }
    if (trips < 0 || trips > MOST_RECORDS) {
      problems.add("--trips is 0 to " + MOST_RECORDS + ", but found " + trips);
    }
    if (!(skew >= 0 && skew <= MOST_SKEW)) {
      problems.add("--skew is 0 to " + (int) MOST_SKEW + ", but found " + skew);
    }
    if (!(missingZips >= 0 && missingZips <= 1)) {
      problems.add("--missing-zip is a share from 0 to 1, but found " + missingZips);
    }
    if (!(wrongZips >= 0 && wrongZips <= 1)) {
      problems.add("--wrong-zip is a share from 0 to 1, but found " + wrongZips);
    }
    if (missingZips >= 0 && wrongZips >= 0 && missingZips + wrongZips > 1) {
      problems.add(
          "--missing-zip and --wrong-zip are at most 1 together, but found "
              + (missingZips + wrongZips));
    }
    if (!problems.isEmpty()) {
      throw new LinkgridException(
          Kind.USAGE, "Cannot generate: " + String.join("; ", problems) + ".");
    }
  }
}
