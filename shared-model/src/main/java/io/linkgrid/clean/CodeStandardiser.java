package io.linkgrid.clean;

/**
 * An identifier: its letters and digits in upper case, without blanks and signs between them.
 * Leading zeros stay. Zeros alone, a single character, and N/A or NULL are no identifiers.
 */
final class CodeStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new CodeStandardiser();

  private static final int SHORTEST = 2;

  private CodeStandardiser() {}

  @Override
  public String standardise(String raw) {
    String code = SymbolScanner.symbols(raw);
    boolean usable = code.length() >= SHORTEST && !SymbolScanner.isZeros(code);
    return usable ? Placeholders.INSTANCE.emptied(code) : "";
  }
}
