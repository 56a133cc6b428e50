package io.linkgrid.generate;

/**
 * A business as it truly is.
 *
 * @param name its name
 * @param address house number, street, and a unit if it has one
 * @param zip five digits
 * @param latitude in degrees, or the empty text
 * @param longitude in degrees, or the empty text
 * @param phone with a plus, or the empty text
 */
record Business(
    String name, String address, String zip, String latitude, String longitude, String phone) {
  /** Returns the same at another zip. */
  Business withZip(String other) {
    return new Business(name, address, other, latitude, longitude, phone);
  }
}
