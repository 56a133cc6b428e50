package io.linkgrid.comparison;

import java.util.List;

/**
 * Places on Earth: 1 less their distance in kilometres, at least 0. The distance is taken on a
 * plane that touches the sphere midway, exact to a thousandth within a kilometre.
 */
final class DistanceComparator implements FieldComparator<DistanceComparator.Place> {
  private static final double KILOMETRES_PER_DEGREE = 111.195;

  private static final double ROUNDING = 1e-9;
  private static final double UNITS_PER_DEGREE = 1e7;

  /** In kilometres: more than the few centimetres that rounding to units moves two places. */
  private static final double OUTLINE_ROUNDING = 1e-4;

  /** Where meridians lie so close that longitude says little. */
  private static final double NEAR_A_POLE = 0.1;

  /** All longitudes, in units. */
  private static final long AROUND = (long) (360 * UNITS_PER_DEGREE);

  /** Latitude and longitude in degrees. */
  record Place(double latitude, double longitude) {}

  @Override
  public Place prepare(String value) {
    int blank = value.indexOf(' ');
    return new Place(
        Double.parseDouble(value.substring(0, blank)),
        Double.parseDouble(value.substring(blank + 1)));
  }

  /** Latitude and longitude in whole ten-millionths of a degree: a centimetre. */
  @Override
  public long[] outline(Place place) {
    return new long[] {
      Math.round(place.latitude * UNITS_PER_DEGREE) << Integer.SIZE
          | (Math.round(place.longitude * UNITS_PER_DEGREE) & 0xffff_ffffL)
    };
  }

  /** In units of the outline, how far apart from south to north places of this likeness can be. */
  static long unitsWithin(double least) {
    double kilometres = 1 - least + 2 * OUTLINE_ROUNDING;
    return (long) Math.ceil(kilometres / KILOMETRES_PER_DEGREE * UNITS_PER_DEGREE) + 1;
  }

  /** The same from west to east, of places one of which has a latitude. */
  static long unitsEastWithin(double least, int latitude) {
    long reach = unitsWithin(least);
    double cosine = leastCosine((Math.abs((long) latitude) + reach) / UNITS_PER_DEGREE);
    return cosine < NEAR_A_POLE ? AROUND : (long) Math.ceil(reach / cosine);
  }

  /** The latitude of an outline. */
  static int latitude(long outline) {
    return (int) (outline >> Integer.SIZE);
  }

  /** The longitude of an outline. */
  static int longitude(long outline) {
    return (int) outline;
  }

  /** The cosine is at least that, and the start of its series does not take long. */
  private static double leastCosine(double latitude) {
    double angle = Math.toRadians(latitude);
    return Math.max(0, 1 - angle * angle / 2);
  }

  @Override
  public ValueIndex<Place> index(List<Place> values) {
    return new PlaceIndex(this, values);
  }

  @Override
  public double atMost(long[] left, int atLeft, long[] right, int atRight) {
    int oneLatitude = latitude(left[atLeft]);
    int otherLatitude = latitude(right[atRight]);
    double north = ((double) oneLatitude - otherLatitude) / UNITS_PER_DEGREE;
    double cosine = leastCosine(((double) oneLatitude + otherLatitude) / UNITS_PER_DEGREE / 2);
    double east =
        ((double) longitude(left[atLeft]) - longitude(right[atRight])) / UNITS_PER_DEGREE * cosine;
    double apart = Math.sqrt(north * north + east * east) * KILOMETRES_PER_DEGREE;
    return Math.max(0, 1 - apart + OUTLINE_ROUNDING);
  }

  @Override
  public double similarity(Place left, Place right, double floor) {
    double north = left.latitude - right.latitude;
    // How far apart they are from north to south alone, mostly: no need for the cosine.
    if (1 - Math.abs(north) * KILOMETRES_PER_DEGREE < floor - ROUNDING) {
      return 0;
    }
    double middle = Math.toRadians((left.latitude + right.latitude) / 2);
    double east = (left.longitude - right.longitude) * StrictMath.cos(middle);
    return Math.max(0, 1 - Math.sqrt(north * north + east * east) * KILOMETRES_PER_DEGREE);
  }
}
