package io.linkgrid.clean;

import io.linkgrid.clean.AddressWords.Designator;
import io.linkgrid.clean.AddressWords.DesignatorKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A street address of any country on one line: upper-case words in the order in which they stand.
 * Directions, types of streets and unit designators have one short form wherever they stand ({@code
 * N}, {@code ST}, {@code APT}), ordinals are digits ({@code 6TH}), numbers stay apart ({@code
 * 12-14} is {@code 12 14}). Dropped are brackets with what they hold, and a remark on where the
 * address is, from NEAR, BETWEEN, AT and the like to the end. Which word is number, street or town
 * is not decided.
 */
final class AddressStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new AddressStandardiser();

  private static final AddressWords WORDS = AddressWords.INSTANCE;
  private static final StreetTypes TYPES = StreetTypes.INSTANCE;

  /** No word of an address is longer, and taking words apart is recursive. */
  private static final int LONGEST_WORD = 64;

  private AddressStandardiser() {}

  @Override
  public String standardise(String raw) {
    String text = Folding.fold(raw);
    List<String> words = words(withoutBrackets(text));
    if (words.isEmpty()) {
      words = words(text);
    }
    AddressHints.INSTANCE.drop(words);
    String standard = String.join(" ", shortened(words));
    boolean zeros = SymbolScanner.isZeros(standard.replace(" ", ""));
    return zeros ? "" : Placeholders.INSTANCE.emptied(standard);
  }

  /** Returns the text without what stands in brackets; all of it when one is not closed. */
  private static String withoutBrackets(String text) {
    StringBuilder outside = new StringBuilder(text.length());
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(' || c == '[') {
        depth++;
        outside.append(' ');
      } else if ((c == ')' || c == ']') && depth > 0) {
        depth--;
      } else if (depth == 0) {
        outside.append(c);
      }
    }
    return depth == 0 ? outside.toString() : text;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    WordScanner.words(text).forEach(word -> add(word, words));
    return words;
  }

  private static void add(String word, List<String> words) {
    int last = words.size() - 1;
    String joined = word.length() > LONGEST_WORD ? "" : TYPES.joinedTo(word);
    int ordinal = WORDS.ordinal(word);
    if (!joined.isEmpty()) {
      add(word.substring(0, word.length() - joined.length()), words);
      words.add(joined);
    } else if (ordinal > 0) {
      int tens = last >= 0 && ordinal < 10 ? WORDS.tens(words.get(last)) : 0;
      if (tens > 0) {
        words.remove(last);
      }
      words.add(HouseNumbers.ordinal(tens + ordinal));
    } else if (HouseNumbers.isOrdinal(word)) {
      words.add(withoutZeros(word));
    } else if (word.equals("BOX") && last >= 1 && isPostOffice(words, last)) {
      words.set(last - 1, "PO");
      words.set(last, word);
    } else {
      words.add(word);
    }
  }

  private static boolean isPostOffice(List<String> words, int last) {
    return words.get(last - 1).equals("P") && words.get(last).equals("O");
  }

  private static String withoutZeros(String ordinal) {
    int zeros = 0;
    while (ordinal.charAt(zeros) == '0' && Folding.isAsciiDigit(ordinal.charAt(zeros + 1))) {
      zeros++;
    }
    return ordinal.substring(zeros);
  }

  private static List<String> shortened(List<String> words) {
    List<String> shortened = new ArrayList<>(words.size());
    for (int i = 0; i < words.size(); i++) {
      if (StreetWriter.isDirectionPair(words, i)) {
        shortened.add("" + WORDS.direction(words.get(i)) + WORDS.direction(words.get(i + 1)));
        i++;
      } else {
        shortened.add(shortForm(words, i));
      }
    }
    return shortened;
  }

  private static String shortForm(List<String> words, int at) {
    String word = words.get(at);
    @Nullable String direction = WORDS.direction(word);
    if (direction != null) {
      return direction;
    }
    String type = TYPES.shortForm(word);
    @Nullable Designator designator = type.equals(word) ? WORDS.designator(word) : null;
    return designator != null && designates(designator, words, at)
        ? designator.abbreviation()
        : type;
  }

  /** OFFICE 5 is OFC 5, but POST OFFICE LN is a name. */
  private static boolean designates(Designator designator, List<String> words, int at) {
    return designator.kind() == DesignatorKind.ALWAYS
        || (at + 1 < words.size() && AddressScanner.hasDigit(words.get(at + 1)));
  }
}
