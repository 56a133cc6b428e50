package io.linkgrid.clean;

/**
 * A postal code of any country: its letters and digits in upper case, {@code SW1A1AA}, {@code
 * 1012AB}, {@code 2119}. A United States code of five and four digits is cut to the five. A code
 * has three to twelve characters and a digit above zero among them; anything else is none. The code
 * of a country in front ({@code D-10115}) stays.
 */
final class PostcodeStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new PostcodeStandardiser();

  private static final int SHORTEST = 3;
  private static final int LONGEST = 12;
  private static final int ZIP = 5;
  private static final int ZIP_WITH_ROUTE = 10;

  private PostcodeStandardiser() {}

  @Override
  public String standardise(String raw) {
    String text = Folding.fold(raw).strip();
    String code =
        SymbolScanner.symbols(isZipWithRoute(text) ? text.substring(0, ZIP) : whole(text));
    boolean usable = code.length() >= SHORTEST && code.length() <= LONGEST && hasNumber(code);
    return usable ? code : "";
  }

  private static boolean isZipWithRoute(String text) {
    if (text.length() != ZIP_WITH_ROUTE || (text.charAt(ZIP) != '-' && text.charAt(ZIP) != ' ')) {
      return false;
    }
    return HouseNumbers.isNumber(text.substring(0, ZIP))
        && HouseNumbers.isNumber(text.substring(ZIP + 1));
  }

  /** Returns a text without the .0 of a spreadsheet that took the code for a number. */
  private static String whole(String text) {
    int point = text.length() - 2;
    boolean decimal =
        point > 0 && text.endsWith(".0") && HouseNumbers.isNumber(text.substring(0, point));
    return decimal ? text.substring(0, point) : text;
  }

  /** Every country's codes hold a digit, so that words such as UNKNOWN are no codes. */
  private static boolean hasNumber(String code) {
    for (int i = 0; i < code.length(); i++) {
      if (code.charAt(i) >= '1' && code.charAt(i) <= '9') {
        return true;
      }
    }
    return false;
  }
}
