package io.linkgrid.clean;

import io.linkgrid.clean.AddressWords.Designator;
import io.linkgrid.clean.AddressWords.Suffix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the words of a street in their standard spelling. */
final class StreetWriter {
  private static final AddressWords WORDS = AddressWords.INSTANCE;

  /** Numbered streets go a little beyond 200; larger numbers are units or mistakes. */
  private static final int LARGEST_BARE_ORDINAL = 250;

  private StreetWriter() {}

  static void write(List<String> street, StringBuilder out) {
    int size = street.size();
    for (int i = 0; i < size; i++) {
      if (!out.isEmpty()) {
        out.append(' ');
      }
      if (isDirectionPair(street, i) && isWritable(street, i, i + 2)) {
        out.append(WORDS.direction(street.get(i))).append(WORDS.direction(street.get(i + 1)));
        i++;
      } else {
        out.append(spelled(street, i));
      }
    }
  }

  private static String spelled(List<String> street, int at) {
    String word = street.get(at);
    boolean last = at == street.size() - 1;
    Suffix suffix = WORDS.suffix(word);
    if (suffix != null && (at > 0 || isNamedByNext(street))) {
      return suffix.standard();
    }
    Designator designator = WORDS.designator(word);
    if (designator != null && designator.abbreviation().equals("BLDG") && at > 0) {
      return "BUILDING"; // here it is a name
    }
    String direction = WORDS.direction(word);
    if (direction != null && isWritable(street, at, at + 1)) {
      return direction;
    }
    if (word.equals("AT") && at > 0 && !last) {
      return "&";
    }
    boolean bareOrdinal = !last && isBareOrdinal(word) && WORDS.isMainSuffix(street.get(at + 1));
    return bareOrdinal ? HouseNumbers.ordinal(Integer.parseInt(word)) : word;
  }

  /** AVENUE H, AVENUE OF THE PALMS, HIGHWAY 1: a suffix that comes first is one. */
  private static boolean isNamedByNext(List<String> street) {
    if (street.size() < 2) {
      return WORDS.isMainSuffix(street.get(0)); // the name is missing
    }
    String next = street.get(1);
    return next.equals("OF") || next.length() == 1 || AddressScanner.hasDigit(next);
  }

  /**
   * Tells whether the direction from here to there is one: at the start before a name (S VAN NESS,
   * but WEST ST), or at the end behind one.
   */
  private static boolean isWritable(List<String> street, int from, int to) {
    int size = street.size();
    if (to == size) {
      return from > 0;
    }
    return from == 0 && !(to == size - 1 && WORDS.isMainSuffix(street.get(to)));
  }

  static boolean isDirectionPair(List<String> words, int at) {
    if (at + 1 >= words.size()) {
      return false;
    }
    @Nullable String first = WORDS.direction(words.get(at));
    @Nullable String second = WORDS.direction(words.get(at + 1));
    return first != null
        && second != null
        && (first.equals("N") || first.equals("S"))
        && (second.equals("E") || second.equals("W"));
  }

  static boolean isBareOrdinal(String word) {
    return word.length() <= 3
        && AddressScanner.isOrdinalNumber(word)
        && Integer.parseInt(word) <= LARGEST_BARE_ORDINAL;
  }
}
