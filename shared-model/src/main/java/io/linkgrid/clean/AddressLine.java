package io.linkgrid.clean;

import io.linkgrid.clean.AddressWords.Designator;
import io.linkgrid.clean.AddressWords.Suffix;
import io.linkgrid.clean.AddressWords.SuffixKind;
import java.util.ArrayList;
import java.util.List;

/**
 * One reading of an address: which of its words are house number, street and unit. The street ends
 * at a main suffix (and the direction behind it), at a {@code #} or another designator, or at a
 * word that looks like an identifier; whatever follows is the unit.
 */
final class AddressLine {
  private static final AddressWords WORDS = AddressWords.INSTANCE;

  private final List<String> words;
  private final StringBuilder number = new StringBuilder(12);
  private final List<String> unit = new ArrayList<>(6);
  private int streetStart;
  private int streetEnd;

  private AddressLine(List<String> words) {
    this.words = words;
  }

  static AddressLine read(String text) {
    AddressLine line = new AddressLine(AddressScanner.words(text));
    line.dropPlace();
    line.takeNumber();
    line.takeUnitBeforeStreet();
    line.dropArticle();
    line.streetEnd = line.findStreetEnd();
    line.unit.addAll(line.words.subList(line.streetEnd, line.words.size()));
    return line;
  }

  String standard() {
    StringBuilder standard = new StringBuilder(40).append(number);
    StreetWriter.write(words.subList(streetStart, streetEnd), standard);
    UnitWriter.write(unit, standard);
    return standard.toString();
  }

  // ---- what stands around the address

  /** Drops state and zip at the end, and the city before them if it is plainly there. */
  private void dropPlace() {
    int size = words.size();
    if (size < 3) {
      return;
    }
    int end = size;
    boolean zip = isZip(words.get(end - 1));
    boolean state = WORDS.isState(words.get(end - (zip ? 2 : 1)));
    if (zip && state) {
      end -= 2;
    } else if (state && !isAddressWord(words.get(end - 1))) {
      end--;
    } else if (zip && WORDS.cityLength(words, end - 1) > 0) {
      end--;
    } else if (state || zip || WORDS.cityLength(words, end) == 0) {
      return;
    }
    int cityStart = cityStart(end, state || zip);
    boolean plain = cityStart < end || (zip && state);
    if (plain) {
      words.subList(cityStart, size).clear();
    }
  }

  /** Returns where the city that ends here starts; {@code end} when that is not plain. */
  private int cityStart(int end, boolean placed) {
    int start = end;
    while (start > 0 && isPlainWord(words.get(start - 1))) {
      start--;
    }
    boolean behindStreet = start > 1 && !words.get(start - 1).equals("&");
    int city = WORDS.cityLength(words, end);
    if (behindStreet && (placed || city == end - start)) {
      return start;
    }
    boolean leavesStreet = end - city > start;
    return placed && city > 0 && leavesStreet ? end - city : end;
  }

  private static boolean isPlainWord(String word) {
    return word.length() > 1
        && !AddressScanner.hasDigit(word)
        && !WORDS.isMainSuffix(word)
        && WORDS.designator(word) == null;
  }

  private static boolean isAddressWord(String word) {
    return WORDS.suffix(word) != null || WORDS.designator(word) != null;
  }

  private static boolean isZip(String word) {
    boolean plain = word.length() == 5 && HouseNumbers.isNumber(word);
    return plain
        || (word.length() == 10
            && word.charAt(5) == '-'
            && HouseNumbers.isNumber(word.substring(0, 5))
            && HouseNumbers.isNumber(word.substring(6)));
  }

  // ---- number

  private void takeNumber() {
    if (words.isEmpty() || !HouseNumbers.isHouseNumber(words.get(0))) {
      return;
    }
    number.append(words.get(0));
    streetStart = 1;
    if (has(3) && words.get(1).equals(words.get(0)) && !WORDS.isMainSuffix(words.get(2))) {
      words.remove(1); // typed twice
    }
    if (has(1) && HouseNumbers.isFraction(words.get(1))) {
      number.append(' ').append(words.get(1));
      streetStart = 2;
    } else if (has(3)
        && words.get(1).equals("&")
        && HouseNumbers.isNumber(words.get(0))
        && HouseNumbers.isNumber(words.get(2))) {
      number.append('-').append(words.get(2));
      streetStart = 3;
    } else if (has(2) && isLetterOfNumber(1)) {
      number.append(words.get(1));
      streetStart = 2;
    }
  }

  /** Tells 1000 A 3RD ST, where the letter belongs to the number, from 100 A ST. */
  private boolean isLetterOfNumber(int at) {
    String next = words.get(at + 1);
    return isLetter(words.get(at))
        && !WORDS.isDirection(words.get(at))
        && HouseNumbers.isNumber(words.get(at - 1))
        && !next.equals("&")
        && !next.equals("AT")
        && !isAddressWord(next)
        && !looksLikeUnit(at + 1);
  }

  /** In 711 #B MARKET ST the unit stands before the street. */
  private void takeUnitBeforeStreet() {
    int sign = streetStart;
    if (number.isEmpty() || !has(sign + 2) || !words.get(sign).equals("#")) {
      return;
    }
    for (int i = sign + 3; i < words.size() && !words.get(i).equals("#"); i++) {
      if (WORDS.isMainSuffix(words.get(i)) && WORDS.designator(words.get(sign + 1)) == null) {
        unit.add(words.get(sign + 1));
        streetStart = sign + 2;
        return;
      }
    }
  }

  private void dropArticle() {
    if (has(streetStart + 1) && words.get(streetStart).equals("THE")) {
      streetStart++;
    }
    boolean pier = has(streetStart + 3) && words.get(streetStart).equals("PIER");
    if (pier && words.get(streetStart + 2).equals("THE")) {
      words.remove(streetStart + 2); // PIER 3 THE EMBARCADERO
    }
  }

  // ---- street

  /** Returns where the street ends; drops what only describes where it is (NEAR HUDSON ST). */
  private int findStreetEnd() {
    if (isPostBox()) {
      return streetStart + 3;
    }
    for (int i = streetStart; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("#")) {
        return i;
      }
      if (i > streetStart) {
        if (isHint(word)) {
          words.subList(i, words.size()).clear();
          return i;
        }
        if (startsUnit(i)) {
          return isFloorBefore(i) ? i - 1 : i;
        }
        if (endsStreet(i)) {
          return afterDirection(i + 1);
        }
      }
    }
    return words.size();
  }

  private boolean isPostBox() {
    return has(streetStart + 2)
        && words.get(streetStart).equals("PO")
        && words.get(streetStart + 1).equals("BOX")
        && AddressScanner.hasDigit(words.get(streetStart + 2));
  }

  private boolean isHint(String word) {
    return switch (word) {
      case "BETWEEN", "BTWN", "BETW", "BTW" -> true;
      case "NEAR", "OFF", "AT" -> !number.isEmpty();
      default -> false;
    };
  }

  private boolean startsUnit(int at) {
    String word = words.get(at);
    Designator designator = WORDS.designator(word);
    if (designator != null && isDesignator(designator, at)) {
      return true;
    }
    if (WORDS.suffix(word) != null && isLevelName(at)) {
      return true; // STREET LEVEL
    }
    if (isIdentifier(word)) {
      return !isNumberOfFirstWord(at) && !isBareOrdinal(at);
    }
    boolean namesAvenue = at == streetStart + 1 && WORDS.suffix(words.get(streetStart)) != null;
    return isLetter(word) && at == words.size() - 1 && !WORDS.isDirection(word) && !namesAvenue;
  }

  private boolean isDesignator(Designator designator, int at) {
    boolean last = !has(at + 1);
    return switch (designator.kind()) {
      case ALWAYS -> true;
      case NUMBER -> !last && looksLikeNumber(at + 1);
      case ALONE -> last || looksLikeUnit(at + 1);
      case PLACE -> !last && (isPier() || isCodeOfPlace(at));
    };
  }

  private boolean isPier() {
    return words.get(streetStart).equals("PIER");
  }

  /** BUILDING B and BLDG Q1 are units, but FERRY BUILDING C3 and FERRY BUILDING 28 hold a name. */
  private boolean isCodeOfPlace(int at) {
    String next = words.get(at + 1);
    boolean code = isIdentifier(next) && !Folding.isAsciiDigit(next.charAt(0));
    return isLetter(next) || (code && words.get(at).length() <= 4);
  }

  /** PIER 39 and PIER 43 1/2, HWY 1, BLDG 7: the number belongs to the place. */
  private boolean isNumberOfFirstWord(int at) {
    if (at == streetStart + 1 && number.isEmpty() && HouseNumbers.isNumber(words.get(at))) {
      return true; // PEIR 39: a place with a number, whatever it is called
    }
    if (at == streetStart + 2 && HouseNumbers.isFraction(words.get(at))) {
      return isNumberOfFirstWord(at - 1) && HouseNumbers.isNumber(words.get(at - 1));
    }
    return at == streetStart + 1 && isNumbered(words.get(streetStart));
  }

  private static boolean isNumbered(String first) {
    Suffix suffix = WORDS.suffix(first);
    return switch (suffix == null ? first : suffix.standard()) {
      case "PIER", "ROUTE", "RTE", "INTERSTATE", "HWY", "FWY", "EXPY", "AVE" -> true;
      default -> WORDS.designator(first) != null;
    };
  }

  /** 735 07 AVE: a number before a main suffix is the ordinal that it should be. */
  private boolean isBareOrdinal(int at) {
    return has(at + 1)
        && StreetWriter.isBareOrdinal(words.get(at))
        && WORDS.isMainSuffix(words.get(at + 1));
  }

  /** Tells whether the ordinal before a floor belongs to it: 160 JEFFERSON 2ND FLOOR. */
  private boolean isFloorBefore(int at) {
    return isFloor(at)
        && HouseNumbers.isOrdinal(words.get(at - 1))
        && !(at - 1 == streetStart && number.isEmpty());
  }

  private boolean endsStreet(int at) {
    Suffix suffix = WORDS.suffix(words.get(at));
    if (suffix == null) {
      return false;
    }
    while (has(at + 1) && isSame(suffix, words.get(at + 1))) {
      words.remove(at + 1); // BAKER STREET ST
    }
    if (!has(at + 1)) {
      return true;
    }
    String next = words.get(at + 1);
    boolean corner = next.equals("&") || next.equals("AT");
    if (corner && (number.isEmpty() || next.equals("&"))) {
      return false;
    }
    boolean main = suffix.kind() == SuffixKind.MAIN;
    if (WORDS.suffix(next) != null && !isLevelName(at + 1) && (!main || WORDS.isMainSuffix(next))) {
      return false; // HARDING PARK RD
    }
    if (isHint(next)) {
      return false; // the hint is dropped when it is reached
    }
    return (main && !number.isEmpty()) || looksLikeUnit(at + 1);
  }

  private static boolean isSame(Suffix suffix, String word) {
    Suffix other = WORDS.suffix(word);
    return other != null && other.standard().equals(suffix.standard());
  }

  private int afterDirection(int at) {
    if (!has(at) || !WORDS.isDirection(words.get(at)) || isLevel(at + 1)) {
      return at;
    }
    return StreetWriter.isDirectionPair(words, at) ? at + 2 : at + 1;
  }

  // ---- what words look like

  private boolean looksLikeUnit(int at) {
    String word = words.get(at);
    return word.equals("#")
        || isIdentifier(word)
        || isLetter(word)
        || WORDS.designator(word) != null
        || isLevel(at + 1);
  }

  /** Tells whether a word is the name of the level behind it: STREET LEVEL, but not ST LEVEL 2. */
  private boolean isLevelName(int at) {
    return isLevel(at + 1) && !isFloor(at + 1) && !(has(at + 2) && looksLikeNumber(at + 2));
  }

  private boolean looksLikeNumber(int at) {
    String word = words.get(at);
    return word.equals("#")
        || AddressScanner.hasDigit(word)
        || isLetter(word)
        || (word.length() == 2 && has(at + 1) && AddressScanner.hasDigit(words.get(at + 1)));
  }

  private boolean isLevel(int at) {
    if (!has(at)) {
      return false;
    }
    Designator designator = WORDS.designator(words.get(at));
    return designator != null && designator.isLevel();
  }

  private boolean isFloor(int at) {
    Designator designator = WORDS.designator(words.get(at));
    return designator != null && designator.isFloor();
  }

  private static boolean isIdentifier(String word) {
    return AddressScanner.hasDigit(word) && !HouseNumbers.isOrdinal(word);
  }

  private static boolean isLetter(String word) {
    return word.length() == 1 && Character.isLetter(word.charAt(0));
  }

  private boolean has(int at) {
    return at < words.size();
  }
}
