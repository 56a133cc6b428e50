package io.linkgrid.comparison;

/**
 * Places on Earth: 1 less their distance in kilometres, at least 0. The distance is taken on a
 * plane that touches the sphere midway, exact to a thousandth within a kilometre.
 */
final class DistanceComparator implements FieldComparator<DistanceComparator.Place> {
  private static final double KILOMETRES_PER_DEGREE = 111.195;

  /** Latitude and longitude in degrees. */
  record Place(double latitude, double longitude) {}

  @Override
  public Place prepare(String value) {
    int blank = value.indexOf(' ');
    return new Place(
        Double.parseDouble(value.substring(0, blank)),
        Double.parseDouble(value.substring(blank + 1)));
  }

  @Override
  public double similarity(Place left, Place right) {
    double north = left.latitude - right.latitude;
    double middle = Math.toRadians((left.latitude + right.latitude) / 2);
    double east = (left.longitude - right.longitude) * StrictMath.cos(middle);
    return Math.max(0, 1 - Math.sqrt(north * north + east * east) * KILOMETRES_PER_DEGREE);
  }
}
