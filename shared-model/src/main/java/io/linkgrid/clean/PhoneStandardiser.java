package io.linkgrid.clean;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/**
 * A phone number of any country: digits alone, seven to fifteen.
 *
 * <p>No region is assumed. A number without a country code is its national digits as they are, less
 * the zeros in front that only domestic callers dial, and less the 1 in front of ten more digits. A
 * number that starts with {@code +} or 00 keeps its country code, except that of the North American
 * plan: {@code +1 310 246 1501} is its ten digits, so that it equals {@code 310/246-1501}. So a
 * number written with a country code other than 1 differs from the same one without.
 *
 * <p>Extensions are dropped, and so is whatever follows a letter or one of {@code # , ;} behind the
 * number. One digit over and over is no number.
 */
final class PhoneStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new PhoneStandardiser();

  private static final int FEWEST_DIGITS = 7;
  private static final int MOST_DIGITS = 15;

  /** Fifteen digits with 00 in front and a domestic zero within: +44 (0)20. */
  private static final int MOST_DIALLED = MOST_DIGITS + 3;

  private static final int AMERICAN_LENGTH = 10;
  private static final int AMERICAN_CODE = 1;
  private static final String NO_REGION = "ZZ";

  private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();

  private PhoneStandardiser() {}

  @Override
  public String standardise(String raw) {
    String dialled = dialled(Folding.fold(raw));
    if (dialled.length() > MOST_DIALLED) {
      return "";
    }
    String digits = national(dialled.startsWith("+") ? international(dialled) : dialled);
    boolean usable =
        digits.length() >= FEWEST_DIGITS && digits.length() <= MOST_DIGITS && !isOneDigit(digits);
    return usable ? digits : "";
  }

  /**
   * Returns the first digits that are enough for a number and have nothing but separators between
   * them, with a + in front if they are international; the empty text when there are none.
   */
  private static String dialled(String text) {
    StringBuilder number = new StringBuilder(MOST_DIALLED);
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      int digit = Character.digit(codePoint, 10);
      if (digit >= 0) {
        number.append((char) ('0' + digit));
      } else if (codePoint == '+' && number.isEmpty()) {
        number.append('+');
      } else if (endsNumber(codePoint)) {
        if (number.length() >= FEWEST_DIGITS) {
          break;
        }
        number.setLength(0); // Room 5, tel. 310-246-1501
      }
    }
    boolean prefixed = number.length() > 2 && number.charAt(0) == '0' && number.charAt(1) == '0';
    return prefixed ? "+" + number.substring(2) : number.toString();
  }

  private static boolean endsNumber(int codePoint) {
    return codePoint == '#'
        || codePoint == ','
        || codePoint == ';'
        || Character.isLetter(codePoint);
  }

  private String international(String dialled) {
    try {
      PhoneNumber number = library.parse(dialled, NO_REGION);
      String national = library.getNationalSignificantNumber(number);
      return number.getCountryCode() == AMERICAN_CODE
          ? national
          : number.getCountryCode() + national;
    } catch (NumberParseException noSuchCountry) {
      return dialled.substring(1);
    }
  }

  /** Takes off what is dialled before a number within its country, as often as it is there. */
  private static String national(String digits) {
    int start = 0;
    boolean prefixed = true;
    while (prefixed && start < digits.length()) {
      char first = digits.charAt(start);
      prefixed = first == '0' || (first == '1' && digits.length() - start == AMERICAN_LENGTH + 1);
      start += prefixed ? 1 : 0;
    }
    return digits.substring(start);
  }

  private static boolean isOneDigit(String digits) {
    for (int i = 1; i < digits.length(); i++) {
      if (digits.charAt(i) != digits.charAt(0)) {
        return false;
      }
    }
    return true;
  }
}
