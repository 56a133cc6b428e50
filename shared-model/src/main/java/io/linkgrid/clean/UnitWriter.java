package io.linkgrid.clean;

import io.linkgrid.clean.AddressWords.Designator;
import io.linkgrid.clean.AddressWords.DesignatorKind;
import io.linkgrid.clean.AddressWords.Printing;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the words of a unit in their standard form: {@code K16}, {@code FL 10}, {@code LVL 300 S}.
 */
final class UnitWriter {
  private static final AddressWords WORDS = AddressWords.INSTANCE;
  private static final int LARGEST_FLOOR_DIGITS = 3;

  private final List<String> unit;
  private final List<String> written = new ArrayList<>(6);

  private UnitWriter(List<String> unit) {
    this.unit = unit;
  }

  /** Appends {@code # UNIT}, or nothing when no word of the unit says anything. */
  static void write(List<String> unit, StringBuilder out) {
    if (unit.isEmpty()) {
      return;
    }
    UnitWriter writer = new UnitWriter(unit);
    writer.write();
    if (!writer.written.isEmpty()) {
      out.append(" #");
      writer.written.forEach(word -> out.append(' ').append(word));
    }
  }

  private void write() {
    for (int i = 0; i < unit.size(); i++) {
      String word = unit.get(i);
      if (word.equals("#") || word.equals("&")) {
        continue;
      }
      Designator designator = WORDS.designator(word);
      if (designator == null) {
        i += writeWord(i);
      } else if (designator.isFloor()) {
        i += writeFloor(i);
      } else if (designator.printing() == Printing.PRINTED || !designates(designator, i)) {
        written.add(designator.abbreviation());
      }
    }
    joinIdentifier();
  }

  /** Returns how many further words were used. */
  private int writeWord(int at) {
    String word = unit.get(at);
    if (word.length() > 2
        && StreetWriter.isDirectionPair(unit, at)
        && unit.get(at + 1).length() > 2) {
      written.add("" + WORDS.direction(word) + WORDS.direction(unit.get(at + 1)));
      return 1;
    }
    String direction = WORDS.direction(word);
    written.add(direction == null ? word : direction);
    return 0;
  }

  private boolean designates(Designator designator, int at) {
    if (designator.kind() == DesignatorKind.ALWAYS) {
      return true;
    }
    if (at + 1 >= unit.size()) {
      return false;
    }
    String next = unit.get(at + 1);
    boolean twoWords =
        next.length() == 2 && at + 2 < unit.size() && AddressScanner.hasDigit(unit.get(at + 2));
    return next.equals("#") || next.length() == 1 || AddressScanner.hasDigit(next) || twoWords;
  }

  /** Writes 10TH FLOOR and FLOOR 10 as FL 10; returns how many further words were used. */
  private int writeFloor(int at) {
    int last = written.size() - 1;
    int first = written.size();
    while (first > 0 && isOrdinalFloor(written.get(first - 1))) {
      first--;
      written.set(first, floor(written.get(first)));
    }
    if (first <= last) {
      written.add(first, "FL"); // 5TH & 6TH FLOOR
      return 0;
    }
    String after = at + 1 < unit.size() ? floor(unit.get(at + 1)) : "";
    if (!after.isEmpty()) {
      written.add("FL");
      written.add(after);
      return 1;
    }
    String before = last >= 0 ? floor(written.get(last)) : "";
    boolean taken = last >= 1 && written.get(last - 1).equals("FL");
    if (before.isEmpty() || taken) {
      written.add("FL");
    } else {
      written.set(last, "FL");
      written.add(before);
    }
    return 0;
  }

  private static boolean isOrdinalFloor(String word) {
    return HouseNumbers.isOrdinal(word) && !floor(word).isEmpty();
  }

  /** Returns the digits of 10 and 10TH, or the empty text. */
  private static String floor(String word) {
    String digits = HouseNumbers.isOrdinal(word) ? word.substring(0, word.length() - 2) : word;
    return digits.length() <= LARGEST_FLOOR_DIGITS && HouseNumbers.isNumber(digits) ? digits : "";
  }

  /** Of two words, FE 10 and 250 D are one identifier. */
  private void joinIdentifier() {
    if (written.size() != 2) {
      return;
    }
    String first = written.get(0);
    String second = written.get(1);
    if (WORDS.designator(first) != null || WORDS.designator(second) != null) {
      return;
    }
    boolean lettersFirst =
        first.length() <= 2 && !AddressScanner.hasDigit(first) && HouseNumbers.isNumber(second);
    boolean letterLast =
        HouseNumbers.isNumber(first)
            && second.length() == 1
            && Character.isLetter(second.charAt(0));
    if (lettersFirst || letterLast) {
      written.clear();
      written.add(first + second);
    }
  }
}
