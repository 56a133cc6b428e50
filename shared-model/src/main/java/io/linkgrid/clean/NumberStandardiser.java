package io.linkgrid.clean;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A number in plain decimal digits: no exponent, no separators but a decimal point, no zeros at its
 * ends, no sign but a minus. Read are {@code 1,234,567.50}, {@code 1.234.567,50}, {@code 1 234
 * 567,50}, {@code 1'234.50} and {@code 1.5E3}, with a currency or a percent sign around them. Of
 * one separator alone, a point is the decimal one ({@code 1.234}), and so is a comma unless it
 * stands where thousands are divided ({@code 1,234}). More than thirty digits, and anything that is
 * not one number, is none. Zero is a number.
 */
final class NumberStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new NumberStandardiser();

  private static final int MOST_DIGITS = 30;

  /** A longer text is no number; and the largest exponent that a number of 30 digits needs. */
  private static final int LONGEST_TEXT = 100;

  private static final int LONGEST_EXPONENT = 3;
  private static final int CURRENCY_LENGTH = 3;

  private final Set<String> currencies =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private NumberStandardiser() {}

  @Override
  public String standardise(String raw) {
    if (raw.length() > LONGEST_TEXT) {
      return "";
    }
    String text = bare(digitsAndSigns(Folding.fold(raw)));
    boolean negative = text.startsWith("-");
    String unsigned = negative || text.startsWith("+") ? text.substring(1).strip() : text;
    int exponentStart = unsigned.indexOf('E');
    String mantissa = exponentStart < 0 ? unsigned : unsigned.substring(0, exponentStart);
    String exponent = exponentStart < 0 ? "" : unsigned.substring(exponentStart + 1);
    String plain = withoutThousands(mantissa);
    if (plain.isEmpty() || (exponentStart >= 0 && !isExponent(exponent))) {
      return "";
    }
    return written((negative ? "-" : "") + plain + (exponent.isEmpty() ? "" : "E" + exponent));
  }

  /**
   * Returns the text in upper case, with plain digits and without the signs of money and shares.
   */
  private static String digitsAndSigns(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int digit = Character.digit(c, 10);
              if (digit >= 0) {
                plain.append((char) ('0' + digit));
              } else if (c == '%' || Character.getType(c) == Character.CURRENCY_SYMBOL) {
                plain.append(' ');
              } else {
                plain.appendCodePoint(Character.toUpperCase(c));
              }
            });
    return plain.toString().strip();
  }

  /** Returns the text without a currency's code before or behind it. */
  private String bare(String text) {
    int length = text.length();
    if (length <= CURRENCY_LENGTH) {
      return text;
    }
    if (currencies.contains(text.substring(0, CURRENCY_LENGTH))) {
      return text.substring(CURRENCY_LENGTH).strip();
    }
    int end = length - CURRENCY_LENGTH;
    return currencies.contains(text.substring(end)) ? text.substring(0, end).strip() : text;
  }

  private static boolean isExponent(String exponent) {
    boolean signed = exponent.startsWith("-") || exponent.startsWith("+");
    String digits = signed ? exponent.substring(1) : exponent;
    return digits.length() <= LONGEST_EXPONENT && HouseNumbers.isNumber(digits);
  }

  /** Returns digits with at most one point among them; empty when the text is not one number. */
  private static String withoutThousands(String text) {
    int decimal = decimalMark(text);
    String whole = decimal < 0 ? text : text.substring(0, decimal);
    String fraction = decimal < 0 ? "" : text.substring(decimal + 1);
    String digits = isGrouped(whole) ? whole.replaceAll("[^0-9]", "") : whole;
    boolean number =
        (digits.isEmpty() || HouseNumbers.isNumber(digits))
            && (fraction.isEmpty() || HouseNumbers.isNumber(fraction))
            && !(digits.isEmpty() && fraction.isEmpty());
    return number ? "0" + digits + "." + fraction + "0" : "";
  }

  /** Returns where the fraction starts, or -1. */
  private static int decimalMark(String text) {
    int point = text.lastIndexOf('.');
    int comma = text.lastIndexOf(',');
    int last = Math.max(point, comma);
    if (last < 0 || text.indexOf(text.charAt(last)) != last) {
      return -1;
    }
    boolean alone = point < 0 || comma < 0;
    boolean thousands = alone && last == comma && isGrouped(text) && !text.startsWith("0");
    return thousands ? -1 : last;
  }

  /**
   * Tells whether one kind of separator divides digits in groups of three; India makes groups of
   * two before the last.
   */
  private static boolean isGrouped(String text) {
    int group = 0;
    int groups = 0;
    char separator = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Folding.isAsciiDigit(c)) {
        group++;
        continue;
      }
      boolean first = groups == 0;
      boolean fits = first ? group >= 1 && group <= 3 : c == separator && group >= 2 && group <= 3;
      if (!fits || ".,' ".indexOf(c) < 0) {
        return false;
      }
      separator = c;
      groups++;
      group = 0;
    }
    return groups > 0 && group == 3;
  }

  private static String written(String number) {
    BigDecimal value = new BigDecimal(number).stripTrailingZeros();
    if (value.signum() == 0) {
      return "0";
    }
    int wholeDigits = Math.max(value.precision() - value.scale(), 1);
    int digits = wholeDigits + Math.max(value.scale(), 0);
    return digits <= MOST_DIGITS ? value.toPlainString() : "";
  }
}
