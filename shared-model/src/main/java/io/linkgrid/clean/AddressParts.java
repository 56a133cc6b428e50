package io.linkgrid.clean;

/**
 * The parts of a standard address. Reading them is a single scan, cheap enough for each record.
 *
 * @param number the house number as it was written, {@code 475}, {@code 114-116}, {@code 1007 1/2};
 *     empty when there is none
 * @param street the street without number and unit, {@code 6TH ST}; also a place without a number,
 *     {@code PIER 39}; empty when there is none
 * @param unit what stands behind the street, {@code K16}, {@code FL 10}; empty when there is none
 */
public record AddressParts(String number, String street, String unit) {

  /**
   * Takes a standard address apart: the text that the standardiser of {@code US_ADDRESS} returned.
   * Any other text gives some parts, and no failure.
   */
  public static AddressParts parse(String canonical) {
    int sign = canonical.indexOf('#');
    int streetEnd = sign < 0 ? canonical.length() : trimmedEnd(canonical, sign);
    int numberEnd = HouseNumbers.end(canonical, streetEnd);
    int streetStart = Math.min(numberEnd == 0 ? 0 : numberEnd + 1, streetEnd);
    return new AddressParts(
        canonical.substring(0, numberEnd),
        canonical.substring(streetStart, streetEnd),
        sign < 0 ? "" : canonical.substring(Math.min(sign + 2, canonical.length())));
  }

  private static int trimmedEnd(String text, int end) {
    return end > 0 && text.charAt(end - 1) == ' ' ? end - 1 : end;
  }
}
