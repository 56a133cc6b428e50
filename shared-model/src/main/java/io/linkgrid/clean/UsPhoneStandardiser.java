package io.linkgrid.clean;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/**
 * A phone number of the North American plan: its ten digits. Numbers that nobody has been given
 * (555-0123) count; ten equal digits and area codes that start with 0 or 1 do not, because there is
 * no such area code and a 1 there is a country code with a digit missing behind it.
 */
final class UsPhoneStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new UsPhoneStandardiser();

  private static final int LENGTH = 10;
  private static final int COUNTRY_CODE = 1;

  /** No phone number is longer, and the library's patterns are slow on long garbage. */
  private static final int LONGEST_TEXT = 60;

  private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();

  private UsPhoneStandardiser() {}

  @Override
  public String standardise(String raw) {
    String digits = plainDigits(raw);
    if (digits.isEmpty()) {
      digits = parsedDigits(raw);
    }
    return isUsable(digits) ? digits : "";
  }

  /**
   * Reads ten digits, or eleven that start with 1, with nothing between them but the usual
   * separators. That is what almost all texts are, and it is what the library would answer.
   */
  private static String plainDigits(String raw) {
    StringBuilder digits = new StringBuilder(LENGTH + 1);
    boolean international = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (Folding.isAsciiDigit(c)) {
        digits.append(c);
      } else if (c == '+' && digits.isEmpty() && !international) {
        international = true;
      } else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')' && c != '/') {
        return "";
      }
    }
    if (digits.length() == LENGTH + 1 && digits.charAt(0) == '1') {
      return digits.substring(1);
    }
    return digits.length() == LENGTH && !international ? digits.toString() : "";
  }

  private String parsedDigits(String raw) {
    if (raw.length() < LENGTH || raw.length() > LONGEST_TEXT) {
      return "";
    }
    try {
      PhoneNumber number = library.parse(raw, "US");
      String national = library.getNationalSignificantNumber(number);
      return number.getCountryCode() == COUNTRY_CODE ? national : "";
    } catch (NumberParseException notAPhoneNumber) {
      return "";
    }
  }

  private static boolean isUsable(String digits) {
    if (digits.length() != LENGTH || digits.charAt(0) == '0' || digits.charAt(0) == '1') {
      return false;
    }
    for (int i = 1; i < LENGTH; i++) {
      if (digits.charAt(i) != digits.charAt(0)) {
        return true;
      }
    }
    return false;
  }
}
