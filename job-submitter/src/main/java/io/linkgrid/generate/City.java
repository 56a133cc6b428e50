package io.linkgrid.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * An invented city: Port Alder, Washington, on ground that is open sea, with zips that nobody uses.
 * Zips lie in a grid of five rows and six columns; a street runs through two neighbouring zips.
 */
final class City {
  static final String NAME = "Port Alder";
  static final String STATE = "WA";

  /** The largest distance of a building from the middle of its zip, in millionths of a degree. */
  private static final int HALF_A_ZIP = 8_000;

  private static final int STREETS_PER_ZIP = 64;
  private static final int NEXT_ZIP_BEGINS = 32;
  private static final int LARGEST_WEIGHT = 1_000_000;

  private static final List<String> ZIPS =
      List.of(
          "98701", "98702", "98703", "98704", "98705", "98707", "98708", "98709", "98710", "98711",
          "98712", "98714", "98715", "98716", "98717", "98718", "98721", "98722", "98723", "98724",
          "98727", "98731", "98732", "98733", "98734", "98741", "98743", "98752", "98758", "98764");
  private static final List<String> SUFFIXES =
      List.of("St", "Ave", "Blvd", "Way", "Pl", "Ct", "Dr", "Ln");

  private final List<String> names = Words.of("streets.txt");
  private final List<String> streets = new ArrayList<>();
  private final int[] zipUpTo = new int[ZIPS.size()];
  private final Shuffle zipOfRank;

  City(long seed, double skew) {
    int streetCount = names.size() * SUFFIXES.size();
    Shuffle order = new Shuffle(seed, 1, streetCount);
    for (int i = 0; i < streetCount; i++) {
      int street = (int) order.of(i);
      streets.add(names.get(street % names.size()) + " " + SUFFIXES.get(street / names.size()));
    }
    int sum = 0;
    for (int rank = 0; rank < zipUpTo.length; rank++) {
      // StrictMath gives the same bits on every machine, Math need not
      sum += (int) Math.max(1, LARGEST_WEIGHT / StrictMath.pow(rank + 1, skew));
      zipUpTo[rank] = sum;
    }
    zipOfRank = new Shuffle(seed, 2, ZIPS.size());
  }

  /**
   * A building.
   *
   * @param number its house number
   * @param street its street with the short form of the suffix
   * @param zip its zip
   * @param latitude in millionths of a degree
   * @param longitude in millionths of a degree
   */
  record Building(int number, String street, String zip, int latitude, int longitude) {}

  /** Returns one of the other zips, each as often as any. */
  static String anotherZip(String zip, Dice dice) {
    int own = ZIPS.indexOf(zip);
    return ZIPS.get((own + 1 + dice.below(ZIPS.size() - 1)) % ZIPS.size());
  }

  /** Puts a building somewhere, in large zips more often. */
  Building building(Dice dice) {
    int weight = dice.below(zipUpTo[zipUpTo.length - 1]);
    int rank = 0;
    while (zipUpTo[rank] <= weight) {
      rank++;
    }
    int zip = (int) zipOfRank.of(rank);
    String street =
        streets.get((zip * NEXT_ZIP_BEGINS + dice.below(STREETS_PER_ZIP)) % streets.size());
    int row = zip / 6;
    int column = zip % 6;
    return new Building(
        1 + dice.lowBelow(4_000),
        street,
        ZIPS.get(zip),
        47_300_000 + row * 2 * HALF_A_ZIP + dice.between(-HALF_A_ZIP, HALF_A_ZIP),
        -124_950_000 + column * 2 * HALF_A_ZIP + dice.between(-HALF_A_ZIP, HALF_A_ZIP));
  }

  /** Returns a street for a name of a crossing. */
  String street(Dice dice) {
    return dice.pick(streets);
  }

  /** Writes millionths of a degree as degrees, the same way in every locale. */
  static String degrees(int millionths) {
    int absolute = Math.abs(millionths);
    String fraction = Integer.toString(1_000_000 + absolute % 1_000_000).substring(1);
    return (millionths < 0 ? "-" : "") + absolute / 1_000_000 + "." + fraction;
  }
}
