package io.linkgrid.benchmarks.versus;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A row, normalised as {@code duckdb.sql} does it. Empty texts and NaN are what is absent.
 *
 * @param id the id of the row in the reference, or of the record
 * @param name in lower case, letters and digits alone, without "the" in front
 * @param sortedName its words in order
 * @param number the house number without zeros in front
 * @param numberDigits its digits in order
 * @param street the rest of the address, without the kind of street and what follows it
 * @param zip five digits
 * @param phone ten digits
 */
record Premises(
    String id,
    String name,
    String sortedName,
    String number,
    String numberDigits,
    String street,
    String zip,
    String phone,
    double latitude,
    double longitude) {
  private static final Pattern NO_WORD = Pattern.compile("[^a-z0-9]+");
  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
  private static final Pattern NUMBER = Pattern.compile("^0*([0-9]+)");
  private static final Pattern NUMBER_AND_BLANK = Pattern.compile("^[0-9]+ ?");
  private static final Pattern ZIP = Pattern.compile("[0-9]{5}");
  private static final Pattern THE = Pattern.compile("^the ");
  private static final Pattern KIND_OF_STREET =
      Pattern.compile(
          " (st|street|ave|avenue|av|rd|road|blvd|boulevard|dr|drive|way|pl|place|ln|lane|ct|court)"
              + "( .*)?$");
  private static final int PHONE_DIGITS = 10;
  private static final int STREET_START = 3;

  /** Normalises a row. */
  static Premises of(String id, UnaryOperator<String> row) {
    String name = THE.matcher(words(row.apply("business_name"))).replaceFirst("");
    String address = words(row.apply("business_address"));
    Matcher houseNumber = NUMBER.matcher(address);
    String number = houseNumber.find() ? houseNumber.group(1) : "";
    Matcher zip = ZIP.matcher(row.apply("business_postal_code"));
    String digits = NO_DIGIT.matcher(row.apply("business_phone_number")).replaceAll("");
    return new Premises(
        id,
        name,
        sorted(name, " "),
        number,
        sorted(number, ""),
        KIND_OF_STREET.matcher(NUMBER_AND_BLANK.matcher(address).replaceFirst("")).replaceFirst(""),
        zip.find() ? zip.group() : "",
        digits.length() < PHONE_DIGITS ? "" : digits.substring(digits.length() - PHONE_DIGITS),
        decimal(row.apply("business_latitude")),
        decimal(row.apply("business_longitude")));
  }

  /** Returns the key of the address; empty when there is no number or no street. */
  String addressKey() {
    return number.isEmpty() || street.isEmpty()
        ? ""
        : numberDigits + ' ' + street.substring(0, Math.min(STREET_START, street.length()));
  }

  private static String words(String text) {
    return NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  private static String sorted(String text, String between) {
    return Arrays.stream(text.split(between, -1)).sorted().collect(Collectors.joining(between));
  }

  private static double decimal(String text) {
    try {
      return text.isBlank() ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      // As try_cast does.
      return Double.NaN;
    }
  }
}
