package io.linkgrid.clean;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Latitude and longitude in degrees, {@code 37.755282 -122.420493}: plain decimals with at most six
 * places, which is a tenth of a metre, and no zeros at the end. Both must be there and in range; 0
 * 0 is how programs write that they do not know.
 */
final class CoordinatesStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new CoordinatesStandardiser();

  private static final int PLACES = 6;
  private static final BigDecimal LARGEST_LATITUDE = BigDecimal.valueOf(90);
  private static final BigDecimal LARGEST_LONGITUDE = BigDecimal.valueOf(180);

  /** Longer is no number of degrees; BigDecimal would accept it and be busy. */
  private static final int LONGEST_NUMBER = 40;

  private CoordinatesStandardiser() {}

  @Override
  public String standardise(String raw) {
    String text = Folding.fold(raw);
    int latitudeStart = skip(text, 0, Stretch.SEPARATORS);
    int latitudeEnd = skip(text, latitudeStart, Stretch.NUMBER);
    int longitudeStart = skip(text, latitudeEnd, Stretch.SEPARATORS);
    int longitudeEnd = skip(text, longitudeStart, Stretch.NUMBER);
    if (skip(text, longitudeEnd, Stretch.SEPARATORS) != text.length()) {
      return "";
    }
    String latitude = degrees(text, latitudeStart, latitudeEnd, LARGEST_LATITUDE);
    String longitude = degrees(text, longitudeStart, longitudeEnd, LARGEST_LONGITUDE);
    boolean unknown = latitude.equals("0") && longitude.equals("0");
    return latitude.isEmpty() || longitude.isEmpty() || unknown ? "" : latitude + " " + longitude;
  }

  private enum Stretch {
    SEPARATORS,
    NUMBER
  }

  private static int skip(String text, int from, Stretch stretch) {
    int at = from;
    while (at < text.length() && isSeparator(text.charAt(at)) == (stretch == Stretch.SEPARATORS)) {
      at++;
    }
    return at;
  }

  private static boolean isSeparator(char c) {
    return c <= ' ' || c == ',' || c == ';' || c == '(' || c == ')';
  }

  /** Returns a number in its plain form, or the empty text when it is none or out of range. */
  private static String degrees(String text, int from, int to, BigDecimal largest) {
    if (!isDecimal(text, from, to)) {
      return "";
    }
    BigDecimal exact = new BigDecimal(text.substring(from, to));
    if (exact.abs().compareTo(largest) > 0) {
      return "";
    }
    BigDecimal rounded = exact.setScale(PLACES, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** Accepts a sign, digits, and one point among them; no exponent. */
  private static boolean isDecimal(String text, int from, int to) {
    if (to - from > LONGEST_NUMBER) {
      return false;
    }
    int digits = 0;
    int points = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (Folding.isAsciiDigit(c)) {
        digits++;
      } else if (c == '.') {
        points++;
      } else if (i != from || (c != '-' && c != '+')) {
        return false;
      }
    }
    return digits > 0 && points <= 1;
  }
}
