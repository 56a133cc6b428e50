package io.linkgrid.clean;

/**
 * A United States street address: {@code NUMBER STREET # UNIT}, each part where there is one.
 * Street suffixes, directions and unit designators are abbreviated as the postal service does it;
 * suite, room and the like are left out, floors are {@code FL 10}; a city with state or zip behind
 * the street is dropped. A text that is no address (Off The Grid) comes back as its words.
 */
final class UsAddressStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new UsAddressStandardiser();

  /**
   * An address is read until reading changes nothing. Real ones need one reading and a second that
   * confirms it; words drawn at random have needed six.
   */
  private static final int MOST_READINGS = 64;

  private UsAddressStandardiser() {}

  @Override
  public String standardise(String raw) {
    String text = raw;
    for (int reading = 0; reading < MOST_READINGS; reading++) {
      String standard = AddressLine.read(text).standard();
      if (standard.equals(text)) {
        break;
      }
      text = standard;
    }
    return text;
  }
}
